// Takes over the server's drawing of a trend: the same figure on a canvas, with what each point
// says under the pointer and under the arrow keys. Its numbers come from the table beneath. Where
// this does not run, and on paper, the server's drawing stays.
(() => {
  const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  const number = (text) => (text === undefined || text === "" ? null : Number(text));

  // NPS with its sign and a real minus, shares with their unit: as Language::score has it.
  const display = (value, unit) => {
    const whole = Math.round(value);
    if (unit) return `${Math.abs(whole)}\u00a0${unit}`;
    return whole === 0 ? "0" : `${whole > 0 ? "+" : "−"}${Math.abs(whole)}`;
  };

  const read = (figure) => {
    const rows = [...figure.parentElement.querySelectorAll("table tbody tr")].reverse();
    return rows.map((row) => {
      const { low, score, high, name, lines } = row.dataset;
      return { name: row.cells[0].textContent.trim(), short: name, low: number(low), score: number(score), high: number(high), said: lines.split("\n") };
    });
  };

  // A point with a gap on both sides has no line and no band to be part of.
  const alone = (points, place) => points[place].score !== null && points[place - 1]?.score == null && points[place + 1]?.score == null;

  // What Chart.js does not draw by itself: where the period begins, and the interval of lone points.
  const marks = (points, { since, period, targetName: goal }) => ({
    id: "marks",
    beforeDatasetsDraw(chart) {
      const { ctx, chartArea: area, scales: { x, y } } = chart;
      ctx.save();
      ctx.strokeStyle = colour("--accent-soft");
      ctx.lineWidth = 8;
      ctx.lineCap = "round";
      points.forEach((point, place) => {
        if (!alone(points, place)) return;
        ctx.beginPath();
        ctx.moveTo(x.getPixelForValue(place), y.getPixelForValue(point.high) + 4);
        ctx.lineTo(x.getPixelForValue(place), y.getPixelForValue(point.low) - 4);
        ctx.stroke();
      });
      ctx.restore();
      const first = Number(since) || 0;
      if (!first) return;
      const at = (x.getPixelForValue(first - 1) + x.getPixelForValue(first)) / 2;
      ctx.save();
      ctx.strokeStyle = colour("--line-strong");
      ctx.setLineDash([2, 4]);
      ctx.beginPath();
      ctx.moveTo(at, 2);
      ctx.lineTo(at, area.bottom);
      ctx.stroke();
      ctx.fillStyle = colour("--ink-3");
      ctx.font = `11px ${Chart.defaults.font.family}`;
      ctx.fillText(period, at + 6, 12);
      ctx.restore();
    },
    afterDatasetsDraw(chart) {
      const target = chart.data.datasets.find((set) => set.label === "target");
      if (!target) return;
      const { ctx, chartArea: area, scales: { y } } = chart;
      const height = y.getPixelForValue(target.data[0]);
      const under = height < area.top + 14;
      ctx.save();
      ctx.font = `11px ${Chart.defaults.font.family}`;
      ctx.lineWidth = 4;
      ctx.lineJoin = "round";
      ctx.strokeStyle = colour("--surface");
      ctx.fillStyle = colour("--ink");
      ctx.strokeText(goal, area.left + 4, height + (under ? 13 : -5));
      ctx.fillText(goal, area.left + 4, height + (under ? 13 : -5));
      ctx.restore();
    },
  });

  const sets = (points, target) => {
    const edge = (values, fill) => ({ data: values, borderWidth: 0, pointRadius: 0, pointHitRadius: 0, pointHoverRadius: 0, fill, backgroundColor: () => colour("--accent-soft") });
    const last = points.findLastIndex((point) => point.score !== null);
    const sets = [
      {
        label: "score",
        order: 0,
        data: points.map((point) => point.score),
        borderColor: () => colour("--accent"),
        backgroundColor: () => colour("--accent"),
        borderWidth: 2.5,
        borderJoinStyle: "round",
        pointRadius: points.map((_, place) => (place === last ? 4.5 : alone(points, place) ? 3.5 : 0)),
        pointBorderWidth: 0,
        pointHoverRadius: 5,
        pointHoverBackgroundColor: () => colour("--surface"),
        pointHoverBorderColor: () => colour("--accent"),
        pointHoverBorderWidth: 3,
      },
      { ...edge(points.map((point) => point.high), "+1"), order: 2 },
      { ...edge(points.map((point) => point.low), false), order: 2 },
    ];
    if (target !== null) {
      sets.push({ label: "target", order: 1, data: points.map(() => target), borderColor: () => colour("--ink"), borderWidth: 1.5, borderDash: [6, 4], pointRadius: 0, pointHitRadius: 0, pointHoverRadius: 0 });
    }
    return sets;
  };

  // Some labels, counted from the latest one, as many as there is room for.
  const labelled = (many) =>
    function (value) {
      const every = Math.ceil((many * 84) / Math.max(this.chart.width, 84));
      return (many - 1 - value) % every === 0 ? this.getLabelForValue(value) : "";
    };

  const options = (figure, points, still) => {
    const { low, high, rise, unit, since } = figure.dataset;
    const text = { color: () => colour("--ink-3"), font: { size: 11 } };
    return {
      unit,
      animation: false,
      maintainAspectRatio: false,
      interaction: { mode: "index", intersect: false },
      layout: { padding: { top: since ? 14 : 0 } },
      scales: {
        x: { offset: true, border: { display: false }, grid: { display: false }, ticks: { ...text, maxRotation: 0, autoSkip: false, callback: labelled(points.length) } },
        y: {
          min: Number(low),
          max: Number(high),
          border: { display: false },
          grid: { color: () => colour("--line"), drawTicks: false },
          ticks: { ...text, padding: 8, stepSize: Number(rise), autoSkip: false, callback: (value) => display(value, unit) },
        },
      },
      plugins: {
        legend: { display: false },
        tooltip: {
          animation: still,
          displayColors: false,
          filter: (item) => item.datasetIndex === 0,
          backgroundColor: () => colour("--ink"),
          titleColor: () => colour("--surface"),
          bodyColor: () => colour("--surface"),
          padding: 10,
          cornerRadius: 6,
          callbacks: {
            title: ([item]) => points[item?.dataIndex]?.name ?? "",
            label: (item) => points[item.dataIndex].said,
          },
        },
      },
    };
  };

  // Arrow keys go from point to point; what a point says is also said aloud.
  const keys = (canvas, chart, points, said) => {
    let at = points.length;
    const show = (place) => {
      at = Math.max(0, Math.min(points.length - 1, place));
      const { x, y } = chart.getDatasetMeta(0).data[at].getProps(["x", "y"]);
      const active = points[at].score === null ? [] : [{ datasetIndex: 0, index: at }];
      chart.setActiveElements(active);
      chart.tooltip.setActiveElements(active, { x, y });
      chart.update();
      said.textContent = `${points[at].name}: ${points[at].said.join(", ")}`;
    };
    canvas.addEventListener("keydown", (event) => {
      const to = { ArrowLeft: at - 1, ArrowRight: at + 1, Home: 0, End: points.length - 1 }[event.key];
      if (to === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
      event.preventDefault();
      show(to);
    });
    canvas.addEventListener("blur", () => {
      chart.setActiveElements([]);
      chart.tooltip.setActiveElements([], { x: 0, y: 0 });
      chart.update();
    });
  };

  const take = (figure) => {
    const points = read(figure);
    if (!points.length) return;
    const box = document.createElement("div");
    const canvas = document.createElement("canvas");
    const said = document.createElement("p");
    box.className = "canvas";
    canvas.tabIndex = 0;
    canvas.setAttribute("role", "application");
    canvas.setAttribute("aria-label", figure.dataset.keys);
    said.className = "unseen";
    said.setAttribute("role", "status");
    box.append(canvas);
    figure.append(box, said);
    Chart.defaults.font.family = getComputedStyle(document.body).fontFamily;
    const chart = new Chart(canvas, {
      type: "line",
      data: { labels: points.map(({ short }) => short), datasets: sets(points, number(figure.dataset.target)) },
      options: options(figure, points, false),
      plugins: [marks(points, figure.dataset)],
    });
    keys(canvas, chart, points, said);
    figure.classList.add("drawn");
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => chart.update());
  };

  // Colours that somebody set for all pages reach the server's drawing, but no canvas.
  if (matchMedia("(forced-colors: active)").matches) return;
  document.querySelectorAll("[data-trend]").forEach(take);
})();
