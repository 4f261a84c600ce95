package io.lanistr.pipeline.report;

/** The page's style sheet. */
final class Style {
  static final String SHEET =
      """
      :root { color-scheme: light; }
      * { box-sizing: border-box; }
      body { margin: 0; background: #f5f7fa; color: #1f2933;
        font: 16px/1.55 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif; }
      main { max-width: 1080px; margin: 0 auto; padding: 40px 24px 64px; }
      header p.kicker { margin: 0; color: #616e7c; font-size: 14px; letter-spacing: .04em; }
      h1 { margin: 4px 0 12px; font-size: 30px; line-height: 1.25; }
      h2 { margin: 0 0 4px; font-size: 20px; }
      h3 { margin: 0 0 6px; font-size: 15px; font-weight: 600; }
      p { margin: 0 0 12px; max-width: 76ch; }
      p.note { color: #52606d; font-size: 14px; }
      section { margin-top: 24px; padding: 24px 28px; background: #fff;
        border: 1px solid #e4e7eb; border-radius: 10px; }
      .figures { display: flex; flex-wrap: wrap; gap: 14px; margin-top: 18px; }
      .figure { flex: 1 1 170px; padding: 14px 18px; background: #fff;
        border: 1px solid #e4e7eb; border-radius: 10px; }
      .figure b { display: block; font-size: 26px; line-height: 1.2; font-variant-numeric: tabular-nums; }
      .figure span { color: #52606d; font-size: 13px; }
      .figure.first { border-color: #0072b2; background: #eef6fb; }
      .figure.first b { color: #00558a; }
      .pictures { display: grid; grid-template-columns: repeat(auto-fit, minmax(300px, 1fr)); gap: 24px 28px; margin-top: 14px; }
      .pictures.small { grid-template-columns: repeat(auto-fit, minmax(280px, 1fr)); }
      figure { margin: 0; }
      svg { display: block; width: 100%; height: auto; }
      svg text { font: 12px system-ui, -apple-system, "Segoe UI", Roboto, Arial, sans-serif; fill: #3e4c59; }
      svg text.axis { fill: #616e7c; }
      svg text.small { font-size: 10.5px; }
      svg text.name { font-size: 13px; fill: #1f2933; }
      svg text.strong { font-size: 13px; font-weight: 700; fill: #00558a; }
      table { border-collapse: collapse; width: 100%; margin-top: 14px; font-variant-numeric: tabular-nums; }
      th, td { padding: 7px 10px; border-bottom: 1px solid #e4e7eb; text-align: right; font-size: 14px; vertical-align: top; }
      th:first-child, td:first-child { text-align: left; }
      thead th { color: #52606d; font-weight: 600; border-bottom: 2px solid #cbd2d9; }
      tr.first td { font-weight: 700; background: #eef6fb; }
      table.settings td:last-child, table.settings th:last-child { text-align: left; word-break: break-word; }
      table.settings td:first-child { font-family: ui-monospace, Menlo, Consolas, monospace; font-size: 13px; width: 40%; }
      .wide { overflow-x: auto; }
      .narrow { max-width: 640px; }
      ul { margin: 8px 0 0; padding-left: 20px; }
      li { margin-bottom: 6px; }
      ul.warnings { background: #fff8e6; border: 1px solid #f0d58c; border-radius: 8px; padding: 12px 16px 8px 34px; font-size: 14px; }
      details > summary { cursor: pointer; font-weight: 600; }
      footer { margin-top: 28px; color: #616e7c; font-size: 13px; }
      @media print { body { background: #fff; } section { break-inside: avoid; } }
      """;

  private Style() {}
}
