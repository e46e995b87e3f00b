"""A small programme that is right, from which the tests make wrong ones."""

from __future__ import annotations

SMALL = """\
key: small-2030
name: 小方案
period: {start: "2028", end: "2030"}
document:
  title: 甲市试点方案
  region: 甲市
  region_code: "620700"
  date: "2028-01-05"
  length: 500
  cites:
    - {title: 上级纲要, number: null}
units:
  - key: quality
    name: 甲市市场监督管理局
    short_names: [市监局]
    fields: [product]
    predecessors: [{name: 甲市质量技术监督局, year: "2018", certainty: remembered}]
  - {key: counties, name: 各县, kind: group, covers: county-governments}
outline:
  - {path: 一, label: 一, level: 1, kind: goal, title: 目标, span: [10, 20]}
  - {path: 一/(一), label: (一), level: 2, title: 抽查, span: [21, 30]}
targets:
  - id: R01
    node: 一
    span: [40, 50]
    kind: result
    indicator: P01
    indicator_name: 合格率
    measure: level
    op: "="
    value: 90.5
    unit: "%"
    by: "2027"
  - id: T01
    node: 一/(一)
    span: [60, 70]
    kind: target
    indicator: P01
    alternatives: [P05]
    indicator_name: 合格率
    measure: level
    op: between
    value: 92
    value_max: 95
    unit: "%"
    by: "2030"
    direction: up
    baseline: {result: R01}
    scope: {regions: ["620702"]}
duties:
  - {node: 一/(一), span: [80, 90], lead: [quality], support: [counties]}
obligations:
  - id: O01
    node: 一
    span: [100, 110]
    who: 各县
    who_units: [counties]
    what: 季度分析
    to_units: [quality]
    recurs: quarterly
phases:
  - {name: 启动, node: 一, start: "2028-01", end: "2028-06", span: [120, 130]}
"""
