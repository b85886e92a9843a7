"""The style sheet of the HTML report: light, dark and print."""

STYLE = """
:root { color-scheme: light dark; --ink: #1a1a1a; --paper: #fff; --pale: #f2f2f2; --line: #555; --faint: #ccc;
  --filed: #1f4e79; --rule: #a04a00; --error: #a40000; --warning: #7a5200; --note: #33526b }
@media (prefers-color-scheme: dark) { :root { --ink: #e6e6e6; --paper: #16181b; --pale: #24282d; --line: #8a8f98;
  --faint: #444; --filed: #8ab8e6; --rule: #f0a860; --error: #ff9a8f; --warning: #ebc06c; --note: #a9c4d8 } }
* { box-sizing: border-box }
body { margin: 0 auto; padding: 12px; max-width: 210mm; color: var(--ink); background: var(--paper);
  font: 10.5pt/1.5 SimSun, "Songti SC", "Noto Serif CJK SC", serif; overflow-wrap: anywhere }
h1 { font-size: 16pt; text-align: center } h2 { font-size: 16pt; text-align: center; margin: 24pt 0 4pt }
h3 { font-size: 12pt; margin: 14pt 0 4pt } h4 { font-size: 10.5pt; margin: 10pt 0 4pt }
p { margin: 2pt 0 } .year { text-align: center }
.head { display: flex; justify-content: space-between; gap: 2em; margin: 4pt 0 }
table { border-collapse: collapse; width: 100% } .form table { table-layout: fixed; margin-top: -1px }
.form td, .form th { padding: 2pt } .form tr.heading { break-after: avoid }
th, td { border: 1px solid var(--line); padding: 2pt 4pt; vertical-align: middle; font-size: 10pt }
th { background: var(--pale); text-align: center } td.centred { text-align: center }
td.text { text-align: left; white-space: pre-line }
td.figure { text-align: right; font-variant-numeric: tabular-nums }
.notes p { font-size: 9pt } .sign { display: flex; gap: 3em; margin-top: 14pt }
.check td, .check th { font-size: 9.5pt }
.wide th, .wide td.figure { white-space: nowrap; overflow-wrap: normal }
.check td.found { background: var(--pale); border-top-style: dotted }
.found p { margin: 1pt 0 } .basis { font-size: 9pt; opacity: .85 }
.error b { color: var(--error) } .warning b { color: var(--warning) } .note b { color: var(--note) }
.totals { display: flex; flex-wrap: wrap; gap: 4pt 2em } .totals b { font-variant-numeric: tabular-nums }
.chart { width: 100%; max-width: 700px; height: auto; font: 12px SimSun, "Songti SC", "Noto Serif CJK SC", serif }
.chart text { fill: var(--ink) } .chart .label { text-anchor: end }
.chart .track { fill: var(--pale); stroke: var(--faint) } .chart .edge { stroke: var(--line); stroke-dasharray: 3 3 }
.chart .filed { fill: var(--filed) } .chart .rule { fill: none; stroke: var(--rule); stroke-width: 1.5 }
.chart .open { fill-opacity: .35; stroke-dasharray: 3 2 }
figure { margin: 6pt 0 } figcaption { font-weight: bold; margin-bottom: 2pt }
.wide { overflow-x: auto }
@page { size: A4 portrait; margin: 15mm 14mm }
@media print { :root { color-scheme: light; --ink: #000; --paper: #fff; --pale: #f2f2f2; --line: #000; --faint: #aaa;
    --filed: #444; --rule: #000; --error: #000; --warning: #000; --note: #000 }
  body { max-width: none; padding: 0 } .form { break-before: page }
  .form:first-of-type { break-before: auto }
  .check, .summary { break-before: page } h1 + .summary { break-before: auto }
  .form td, .form th { font-size: 9.5pt; line-height: 1.3 }
  tr, figure { break-inside: avoid } thead { display: table-header-group }
  h3, h4, figcaption { break-after: avoid } .wide { overflow: visible } }
"""
