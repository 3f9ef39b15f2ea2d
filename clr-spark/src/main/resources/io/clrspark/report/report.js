"use strict";
(() => {
  const runs = JSON.parse(document.getElementById("data").textContent);
  const root = document.documentElement;
  const light = ["#0072b2", "#d55e00", "#009e73", "#b8578f", "#b87f00", "#2f8fc4", "#5b5b5b"];
  const dark = ["#4db3f0", "#ff8a3d", "#2ed3a2", "#e79bc4", "#f0b429", "#8fd0f7", "#c8c8c8"];
  const charts = [];

  // --- Theme: that of the system until the button is pressed.
  const systemDark = matchMedia("(prefers-color-scheme: dark)");
  const isDark = () => (root.dataset.theme || (systemDark.matches ? "dark" : "light")) === "dark";
  const colour = run => (isDark() ? dark : light)[run % light.length];
  const css = name => getComputedStyle(root).getPropertyValue(name).trim();
  const button = document.getElementById("theme");

  function themed() {
    button.textContent = isDark() ? "Light" : "Dark";
    document.querySelectorAll(".card").forEach((card, run) => { card.style.borderLeftColor = colour(run); });
    charts.forEach(chart => chart.build());
  }
  button.onclick = () => { root.dataset.theme = isDark() ? "light" : "dark"; themed(); };
  systemDark.addEventListener("change", themed);

  // --- Helpers.
  function element(name, text, kind) {
    const made = document.createElement(name);
    if (text !== undefined) made.textContent = text;
    if (kind) made.className = kind;
    return made;
  }
  const prefix = (run, label) => runs.length === 1 ? label : runs[run].id + " " + label;
  const some = values => values.some(value => value !== null);
  const shown = value => value === null || value === undefined ? "–"
    : Number.isInteger(value) ? String(value) : String(Number(value.toPrecision(4)));
  const small = value => Math.abs(value) > 0 && Math.abs(value) < 1e-3;
  const tick = (value, log) => value === null ? ""
    : log && small(value) ? Number(value.toPrecision(3)).toExponential() : String(Number(value.toPrecision(6)));

  // --- One chart of several series. Each has its own x values.
  class Chart {
    // options: id, title, series, marks, over (the x axis), of (the y axis), x and y (switches between linear and log),
    // whole (x has no fractions), sync (charts of one zoom).
    // series: {run, label, x, y, low, high, dash, points, faint}; marks: {at, label, kind, run}
    constructor(place, options) {
      this.options = options;
      this.log = {x: options.x === "log", y: false};
      this.zoom = null;
      this.box = element("div", undefined, "chart");
      this.box.id = options.id;
      const top = element("div", undefined, "top");
      top.append(element("h3", options.title), this.switches());
      this.plot = element("div", undefined, "plot");
      this.box.append(top, this.plot);
      place.append(this.box);
      charts.push(this);
    }

    switches() {
      const all = element("span");
      const add = (axis, what) => {
        const one = element("button");
        one.type = "button";
        one.dataset.axis = axis;
        const name = () => { one.textContent = what + (this.log[axis] ? ": log" : ": linear"); };
        one.onclick = () => { this.log[axis] = !this.log[axis]; this.zoom = null; name(); this.build(); };
        name();
        all.append(one);
      };
      if (this.options.x) add("x", "rate");
      if (this.options.y) add("y", this.options.y);
      return all;
    }

    // A logarithmic axis cannot show zero and negative values.
    usable(axis, values) {
      return this.log[axis] ? values.map(value => value !== null && value > 0 ? value : null) : values;
    }

    tables() {
      return this.options.series.map(series => {
        const keep = this.log.x ? series.x.map((x, i) => x > 0 ? i : -1).filter(i => i >= 0) : null;
        const pick = values => keep ? keep.map(i => values[i]) : values;
        const columns = [pick(series.x), this.usable("y", pick(series.y))];
        if (series.low) columns.push(this.usable("y", pick(series.high)), this.usable("y", pick(series.low)));
        return columns;
      });
    }

    build() {
      if (this.u) this.u.destroy();
      const series = [{label: this.options.over, value: (u, value) => shown(value)}];
      const bands = [];
      this.options.series.forEach(one => {
        const stroke = colour(one.run);
        series.push({
          label: one.label, stroke: one.faint ? stroke + "70" : stroke, width: one.faint ? 1 : one.points ? 1.5 : 1.75, dash: one.dash,
          points: {show: Boolean(one.points), size: 6, fill: css("--card")}, spanGaps: false, value: one.low ? spread : (u, value) => shown(value),
        });
        if (one.low) {
          const at = series.length;
          for (const edge of ["greatest", "least"]) {
            series.push({label: edge, class: "edge", stroke: "transparent", points: {show: false}});
          }
          bands.push({series: [at, at + 1], fill: stroke + (isDark() ? "40" : "30")});
        }
      });
      const grid = {stroke: css("--grid"), width: 1};
      const axis = (of, label, more) => Object.assign({stroke: css("--quiet"), grid, ticks: grid, label, labelSize: 18, labelGap: 2,
        values: (u, ticks) => ticks.map(value => tick(value, this.log[of])), font: "12px system-ui, sans-serif",
        labelFont: "12px system-ui, sans-serif"}, more);
      const digits = (u, values) => 18 + 7 * Math.max(3, ...(values || []).map(value => (value || "").length));
      const across = this.options.whole ? {incrs: [1, 2, 5, 10, 20, 50, 100, 200, 500, 1e3, 1e4, 1e5, 1e6]} : {};
      const options = {
        width: Math.max(200, this.plot.clientWidth), height: 260, series, bands,
        scales: {x: {time: false, distr: this.log.x ? 3 : 1}, y: {distr: this.log.y ? 3 : 1}},
        axes: [axis("x", this.options.over, Object.assign({size: 30, space: 60}, across)), axis("y", this.options.of, {size: digits})],
        cursor: {drag: {x: true, y: false}, dataIdx: nearest, sync: this.options.sync ? {key: this.options.sync, setSeries: false} : undefined},
        legend: {live: true},
        hooks: {
          drawClear: [u => this.drawMarks(u)],
          draw: [u => this.drawLabels(u)],
          setSeries: [(u, at, to) => hideBand(u, at, to.show)],
          setScale: [(u, key) => { if (key === "x") this.zoomed(u); }],
        },
      };
      const data = uPlot.join(this.tables()), x = data[0];
      this.full = [x[0], x[x.length - 1]];
      this.u = new uPlot(options, data, this.plot);
      if (this.zoom) this.u.setScale("x", this.zoom);
      pinch(this);
    }

    zoomed(u) {
      const {min, max} = u.scales.x;
      if (min === null || min === undefined) return;
      const all = min <= this.full[0] && max >= this.full[1];
      if (all && !this.zoom) return;
      this.zoom = all ? null : {min, max};
      if (!this.options.sync || Chart.syncing) return;
      Chart.syncing = true;
      charts.filter(other => other !== this && other.options.sync === this.options.sync && other.u)
        .forEach(other => { other.zoom = this.zoom; other.u.setScale("x", this.zoom || {min: other.full[0], max: other.full[1]}); });
      Chart.syncing = false;
    }

    reset() {
      this.zoom = null;
      if (this.u) this.u.setScale("x", {min: this.full[0], max: this.full[1]});
    }

    drawMarks(u) {
      const {ctx, bbox} = u;
      ctx.save();
      ctx.beginPath();
      ctx.rect(bbox.left, bbox.top, bbox.width, bbox.height);
      ctx.clip();
      const labels = [];
      for (const mark of this.options.marks || []) {
        if (this.log.x && mark.at <= 0) continue;
        const x = Math.round(u.valToPos(mark.at, "x", true)) + 0.5;
        if (!(x >= bbox.left - 1 && x <= bbox.left + bbox.width + 1)) continue;
        const quiet = mark.kind === "cycle" || mark.kind === "rule";
        ctx.strokeStyle = mark.kind === "chosen" ? colour(mark.run) : css(quiet ? "--cycle" : "--reset");
        ctx.lineWidth = (quiet ? 1 : 1.75) * devicePixelRatio;
        ctx.setLineDash(quiet ? [4 * devicePixelRatio, 4 * devicePixelRatio] : []);
        ctx.beginPath();
        ctx.moveTo(x, bbox.top);
        ctx.lineTo(x, bbox.top + bbox.height);
        ctx.stroke();
        if (mark.label) labels[mark.kind === "chosen" ? "unshift" : "push"]({x, text: mark.label, colour: quiet ? css("--quiet") : ctx.strokeStyle});
      }
      ctx.restore();
      this.labels = labels;
    }

    // Draws each label over the curves, in the first row with room beside its line.
    drawLabels(u) {
      const {ctx, bbox} = u, ratio = devicePixelRatio, height = 15 * ratio, gap = 4 * ratio, rows = [];
      ctx.save();
      ctx.font = 12 * ratio + "px system-ui, sans-serif";
      ctx.textBaseline = "middle";
      ctx.textAlign = "left";
      for (const label of this.labels.sort((a, b) => a.x - b.x)) {
        const width = ctx.measureText(label.text).width + 2 * gap;
        const left = label.x + width < bbox.left + bbox.width ? label.x + ratio : label.x - width - ratio;
        let row = rows.findIndex(taken => taken.every(([from, to]) => left > to || left + width < from));
        if (row < 0) row = rows.push([]) - 1;
        rows[row].push([left, left + width]);
        const top = bbox.top + row * height;
        if (label.colour !== css("--quiet")) { // others would hide the lines of the chosen range
          ctx.globalAlpha = 0.8;
          ctx.fillStyle = css("--card");
          ctx.fillRect(left, top + ratio, width, height - 2 * ratio);
          ctx.globalAlpha = 1;
        }
        ctx.fillStyle = label.colour;
        ctx.fillText(label.text, left + gap, top + height / 2);
      }
      ctx.restore();
    }
  }

  // Hides or shows the band of a line together with the line.
  function hideBand(u, at, show) {
    if (at === null || show === undefined || u.series[at].class === "edge") return;
    for (const edge of [at + 1, at + 2]) if (u.series[edge] && u.series[edge].class === "edge") u.setSeries(edge, {show});
  }

  // The value of a series, and the range of its band.
  function spread(u, value, series, index) {
    if (index === null || index === undefined || value === null || value === undefined) return shown(value);
    const high = u.data[series + 1][index], low = u.data[series + 2][index];
    return low === high ? shown(value) : shown(value) + " (" + shown(low) + " to " + shown(high) + ")";
  }

  // Series have no common x. Returns the nearest x at which the series has a value.
  function nearest(u, series, index) {
    const values = u.data[series];
    if (values[index] !== undefined) return index;
    for (let away = 1; away < values.length; away++) {
      if (values[index - away] !== undefined) return index - away;
      if (values[index + away] !== undefined) return index + away;
    }
    return index;
  }

  // Two fingers zoom. One finger scrolls the page or shows values.
  function pinch(chart) {
    const {u} = chart, over = u.over, fingers = new Map();
    let from = null;
    const span = () => {
      const x = [...fingers.values()].sort((a, b) => a - b);
      return {middle: (x[0] + x[1]) / 2, width: Math.max(20, x[1] - x[0])};
    };
    const offset = event => event.clientX - over.getBoundingClientRect().left;
    over.addEventListener("pointerdown", event => {
      if (event.pointerType !== "touch") return;
      fingers.set(event.pointerId, offset(event));
      if (fingers.size === 2) from = {span: span(), min: u.posToVal(0, "x"), max: u.posToVal(over.clientWidth, "x"), at: u.posToVal(span().middle, "x")};
    });
    over.addEventListener("pointermove", event => {
      if (!fingers.has(event.pointerId)) return;
      fingers.set(event.pointerId, offset(event));
      if (fingers.size === 2 && from) {
        const by = from.span.width / span().width;
        u.setScale("x", {min: Math.max(chart.full[0], from.at - (from.at - from.min) * by), max: Math.min(chart.full[1], from.at + (from.max - from.at) * by)});
      }
    });
    for (const end of ["pointerup", "pointercancel", "pointerleave"]) {
      over.addEventListener(end, event => { fingers.delete(event.pointerId); from = null; });
    }
  }

  // --- The parts of the page.
  function cards() {
    const place = document.getElementById("runs");
    for (const run of runs) {
      const card = element("div", undefined, "card"), list = element("dl");
      card.append(element("h3", run.id), list);
      for (const [name, value] of Object.entries(run.facts)) list.append(element("dt", name), element("dd", value));
      const chosen = run.rangeTest && run.rangeTest.suggestions.find(one => one.rule === run.rangeTest.chosen);
      if (chosen) list.append(element("dt", "suggested"), element("dd", shown(chosen.baseLr) + " to " + shown(chosen.maxLr) + " (" + chosen.rule + ")"));
      if (run.rangeTest && run.rangeTest.problem) card.append(element("p", "No range is suggested: " + run.rangeTest.problem, "bad"));
      if (run.rangeTest && run.rangeTest.warning) card.append(element("p", "The range is uncertain: " + run.rangeTest.warning, "bad"));
      if (run.bucket > 1) list.append(element("dt", "a point of a curve"), element("dd", run.bucket + " iterations"));
      if (run.notFinite !== null) card.append(element("p", "The loss is not finite from iteration " + run.notFinite + ".", "bad"));
      place.append(card);
    }
  }

  const band = (run, low, high) => run.bucket > 1 ? {low, high} : {};

  function iterationMarks() {
    const marks = [], seen = new Set();
    const add = (at, kind, label) => { if (!seen.has(kind + at)) { seen.add(kind + at); marks.push({at, kind, label}); } };
    for (const run of runs) {
      run.resets.forEach(at => add(at, "reset", "reset"));
      if (run.notFinite !== null) add(run.notFinite, "reset", "not finite");
      run.cycles.filter(at => !run.resets.includes(at)).forEach(at => add(at, "cycle"));
    }
    return marks;
  }

  // The legend explains only marks that the charts below it have.
  function key() {
    const of = document.querySelector("#over-iterations .key"), marks = iterationMarks();
    const keep = {cycle: marks.some(mark => mark.kind === "cycle"), mark: marks.some(mark => mark.kind === "reset"), band: runs.some(run => run.bucket > 1)};
    for (const [kind, shows] of Object.entries(keep)) if (!shows) of.querySelector("." + kind).remove();
    if (of.children.length === 0) of.remove();
  }

  function overIterations(id, title, column, more) {
    const series = [];
    runs.forEach((run, i) => {
      const curve = run.curve;
      if (some(curve[column])) series.push(Object.assign({run: i, label: prefix(i, column), x: curve.iteration, y: curve[column]},
        column + "_min" in curve ? band(run, curve[column + "_min"], curve[column + "_max"]) : {}));
      if (column === "lr") return;
      for (const [set, rows] of Object.entries(run.evaluations)) {
        if (some(rows[column])) series.push({run: i, label: prefix(i, set + " " + column), x: rows.iteration, y: rows[column], points: true, dash: [6, 3]});
      }
    });
    if (series.length) new Chart(document.querySelector("#over-iterations .charts"),
      Object.assign({id, title, series, over: "iteration", of: column === "lr" ? "learning rate" : column, marks: iterationMarks(), sync: "iterations"}, more));
  }

  function againstRate(id, title, column, more) {
    const series = [], marks = [];
    let wide = false;
    runs.forEach((run, i) => {
      const test = run.rangeTest, rows = test ? test.curve : run.byRate;
      if (!some(rows[column])) return;
      if (test) {
        series.push({run: i, label: prefix(i, column), x: rows.lr, y: rows[column], faint: true});
        series.push({run: i, label: prefix(i, column + " smoothed"), x: rows.lr, y: rows["smoothed_" + column]});
        marks.push(...rateMarks(test, i));
        wide = wide || rows.lr[rows.lr.length - 1] > 50 * rows.lr[0];
      } else {
        series.push(Object.assign({run: i, label: prefix(i, column), x: rows.lr, y: rows[column], points: true},
          column === "loss" ? {low: rows.loss_min, high: rows.loss_max} : {}));
      }
    });
    if (series.length) new Chart(document.querySelector("#over-rates .charts"),
      Object.assign({id, title, series, marks, over: "learning rate", of: column, x: wide ? "log" : "linear"}, more));
  }

  // Both bounds of the chosen range, over the others. For other rules only maxLr.
  function rateMarks(test, run) {
    const marks = [], chosen = [];
    for (const one of test.suggestions) {
      if (one.rule === test.chosen) {
        chosen.push({at: one.baseLr, kind: "chosen", run, label: "baseLr " + shown(one.baseLr)});
        chosen.push({at: one.maxLr, kind: "chosen", run, label: "maxLr " + shown(one.maxLr)});
      } else if (!one.rule.startsWith("smith_")) {
        marks.push({at: one.maxLr, kind: "rule", run, label: one.rule});
      }
    }
    return [...marks, ...chosen];
  }

  function suggestions() {
    const rows = [];
    runs.forEach(run => (run.rangeTest ? run.rangeTest.suggestions : []).forEach(one => rows.push(
      [...(runs.length > 1 ? [run.id] : []), one.rule + (one.rule === run.rangeTest.chosen ? " (chosen)" : ""), one.baseLr, one.maxLr])));
    if (rows.length) table("suggestion-table", [...(runs.length > 1 ? ["run"] : []), "rule", "baseLr", "maxLr"], rows);
    else document.getElementById("suggestion-table").remove();
  }

  function byCycle() {
    const section = document.getElementById("over-cycles"), loss = [], accuracy = [];
    runs.forEach((run, i) => {
      const rows = run.byCycle;
      if (!rows) return;
      const add = (to, label, column, more) => {
        if (some(rows[column])) to.push(Object.assign({run: i, label: prefix(i, label), x: rows.cycle, y: rows[column], points: true}, more));
      };
      add(loss, "mean loss", "loss");
      add(loss, "least loss", "loss_min", {dash: [2, 3], faint: true});
      add(loss, "loss at its end", "last_loss", {dash: [6, 3]});
      add(accuracy, "mean accuracy", "accuracy");
    });
    const chart = (id, title, of, series, more) => {
      if (series.length) new Chart(section.querySelector(".charts"), Object.assign({id, title, series, of, over: "cycle", whole: true}, more));
    };
    if (loss.length === 0) { section.remove(); return; }
    chart("loss-by-cycle", "Loss by cycle", "loss", loss, {y: "loss"});
    chart("accuracy-by-cycle", "Accuracy by cycle", "accuracy", accuracy);
  }

  function workers() {
    const place = document.querySelector("#workers .charts"), loss = [], time = [];
    runs.forEach((run, i) => {
      const curve = run.curve;
      loss.push({run: i, label: prefix(i, "mean loss"), x: curve.iteration, y: curve.loss, low: curve.worker_min, high: curve.worker_max});
      time.push({run: i, label: prefix(i, "mean ms"), x: curve.iteration, y: curve.mean_ms, low: curve.fastest_ms, high: curve.slowest_ms});
    });
    new Chart(place, {id: "worker-loss", title: "Loss of the workers, least to greatest", series: loss, over: "iteration", of: "loss", y: "loss", sync: "iterations"});
    new Chart(place, {id: "worker-time", title: "Time of an iteration, fastest to slowest worker", series: time, over: "iteration", of: "milliseconds", y: "time", sync: "iterations"});
    const rows = [];
    runs.forEach(run => run.byWorker.worker.forEach((worker, j) => {
      const of = name => run.byWorker[name][j];
      rows.push([...(runs.length > 1 ? [run.id] : []), worker, of("updates"), of("examples"), of("loss"), of("mean_ms"), of("max_ms")]);
    }));
    const names = [...(runs.length > 1 ? ["run"] : []), "worker", "updates", "examples", "mean loss", "mean ms", "longest ms"];
    table("worker-table", names, rows.slice(0, 500));
  }

  function configuration() {
    const keys = [...new Set(runs.flatMap(run => Object.keys(run.configuration)))].sort();
    const section = document.getElementById("configuration");
    if (keys.length === 0) { section.remove(); return; }
    const own = keys.filter(key => key.startsWith("spark.clr.")), others = keys.filter(key => !key.startsWith("spark.clr."));
    table("configuration-table", ["property", ...runs.map(run => run.id)],
      [...own, ...others].map(key => [key, ...runs.map(run => key in run.configuration ? run.configuration[key] : "")]),
      row => new Set(row.slice(1)).size > 1 && row[0].startsWith("spark.clr."));
  }

  function table(id, names, rows, differs) {
    const made = document.getElementById(id), head = element("tr");
    names.forEach(name => head.append(element("th", name)));
    made.append(head);
    for (const row of rows) {
      const line = element("tr", undefined, differs && differs(row) ? "differs" : undefined);
      row.forEach(value => line.append(typeof value === "number" ? element("td", shown(value), "number") : element("td", value)));
      made.append(line);
    }
  }

  cards();
  key();
  overIterations("rate", "Learning rate", "lr", {});
  overIterations("loss", "Loss", "loss", {y: "loss"});
  overIterations("accuracy", "Accuracy", "accuracy", {});
  againstRate("loss-by-rate", "Loss against rate", "loss", {y: "loss"});
  againstRate("accuracy-by-rate", "Accuracy against rate", "accuracy", {});
  suggestions();
  byCycle();
  workers();
  configuration();
  themed();
  document.getElementById("reset").onclick = () => charts.forEach(chart => chart.reset());
  let width = innerWidth;
  addEventListener("resize", () => {
    if (innerWidth === width) return;
    width = innerWidth;
    charts.forEach(chart => chart.u.setSize({width: Math.max(200, chart.plot.clientWidth), height: 260}));
  });
})();
