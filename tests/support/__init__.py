"""What the tests share: a home of their own, a PostgreSQL cluster, a browser."""
