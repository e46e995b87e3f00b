"""The shell: what every page shares (frame of the page, navigation, components, errors, languages)."""
