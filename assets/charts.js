// Draws the charts of a page: each element with data-chart says in it what to draw; its table stands beneath it and
// says the same exactly. Colours are the page's own tokens, scopes have their hues and patterns, nothing moves.
import { init, use } from "echarts/core";
import { BarChart } from "echarts/charts";
import { AriaComponent, GridComponent } from "echarts/components";
import { SVGRenderer } from "echarts/renderers";

use([BarChart, GridComponent, AriaComponent, SVGRenderer]);

const PLAIN = "none";
const HATCH = { symbol: "rect", dashArrayX: [1, 0], dashArrayY: [2, 5], rotation: -Math.PI / 4 };
const DOTS = { symbol: "circle", symbolSize: 0.6, dashArrayX: [[6, 6], [0, 6, 6, 0]], dashArrayY: [5, 0] };
const DECALS = { 1: PLAIN, 2: HATCH, 3: DOTS };
const ROW = 34;

function token(name) {
  return getComputedStyle(document.documentElement).getPropertyValue(name).trim();
}

// light-dark() is no colour that a drawing can take; the browser says what it comes to.
function colour(name) {
  const probe = document.createElement("span");
  probe.style.color = `var(${name})`;
  document.body.append(probe);
  const found = getComputedStyle(probe).color;
  probe.remove();
  return found;
}

function palette() {
  const names = ["text", "muted", "line", "line-strong", "panel", "accent-text", "scope-1", "scope-2", "scope-3"];
  return Object.fromEntries(names.map((name) => [name, colour(`--${name}`)]));
}

function look(row, inks) {
  const family = (row.scope || "").slice(0, 1);
  if (!family) return { color: row.total ? inks["line-strong"] : inks["accent-text"], decal: PLAIN };
  const decal = DECALS[family];
  return { color: inks[`scope-${family}`], decal: decal === PLAIN ? PLAIN : { ...decal, color: inks.panel } };
}

function words(inks) {
  return { color: inks.text, fontFamily: token("--font-sans") || "IBM Plex Sans", fontSize: 12 };
}

function valueAxis(chart, inks) {
  return {
    type: "value",
    name: chart.unit,
    nameLocation: "end",
    nameTextStyle: { ...words(inks), color: inks.muted },
    axisLabel: { ...words(inks), color: inks.muted, hideOverlap: true },
    splitLine: { lineStyle: { color: inks.line } },
    axisLine: { show: false },
    splitNumber: 4,
  };
}

function nameAxis(names, inks, more) {
  return {
    type: "category",
    data: names,
    axisLabel: { ...words(inks), ...more },
    axisTick: { show: false },
    axisLine: { lineStyle: { color: inks["line-strong"] } },
  };
}

function bar(row, inks) {
  return { value: Number(row.value), url: row.url, itemStyle: look(row, inks) };
}

function bars(chart, inks, narrow) {
  const label = { ...words(inks), show: true, position: "right", formatter: (at) => chart.rows[at.dataIndex].label };
  const names = chart.rows.map((row) => row.name);
  const data = chart.rows.map((row) => {
    const drawn = bar(row, inks);
    // The label of what is below zero stands on the other side of the axis, where it is free.
    return drawn.value < 0 ? { ...drawn, label: { ...label, position: "left" } } : drawn;
  });
  return {
    grid: { left: 4, right: narrow ? 84 : 120, top: 4, bottom: 28, containLabel: true },
    xAxis: { ...valueAxis(chart, inks), nameLocation: "middle", nameGap: 26 },
    yAxis: { ...nameAxis(names, inks, { width: narrow ? 96 : 200, overflow: "truncate" }), inverse: true },
    series: [{ type: "bar", data, label, barMaxWidth: 20 }],
  };
}

function stack(chart, inks) {
  return {
    grid: { left: 4, right: 12, top: 30, bottom: 4, containLabel: true },
    xAxis: nameAxis(chart.categories, inks, { hideOverlap: true }),
    yAxis: valueAxis(chart, inks),
    series: chart.series.map((one) => ({
      type: "bar",
      name: one.name,
      stack: "all",
      barMaxWidth: 36,
      data: one.values.map((value, n) => ({ value: Number(value), url: one.urls[n], itemStyle: look(one, inks) })),
    })),
  };
}

// A bridge stands on zero: its two ends are whole bars, each effect begins where the one before has ended.
function bridge(chart, inks, narrow) {
  let reached = 0;
  const below = [];
  const drawn = [];
  for (const row of chart.rows) {
    const value = Number(row.value);
    const from = row.total ? 0 : reached;
    const to = row.total ? value : reached + value;
    below.push({ value: Math.min(from, to), itemStyle: { color: "transparent", decal: PLAIN } });
    const fill = row.total ? inks["line-strong"] : value < 0 ? inks["accent-text"] : inks["scope-3"];
    const decal = row.total || value < 0 ? PLAIN : { ...HATCH, color: inks.panel };
    drawn.push({ value: Math.abs(to - from), url: row.url, itemStyle: { color: fill, decal } });
    reached = to;
  }
  const label = { ...words(inks), show: true, position: "right", formatter: (at) => chart.rows[at.dataIndex].label };
  return {
    grid: { left: 4, right: narrow ? 84 : 120, top: 4, bottom: 28, containLabel: true },
    xAxis: { ...valueAxis(chart, inks), nameLocation: "middle", nameGap: 26 },
    yAxis: { ...nameAxis(chart.rows.map((row) => row.name), inks), inverse: true },
    series: [
      { type: "bar", stack: "all", silent: true, data: below },
      { type: "bar", stack: "all", data: drawn, label, barMaxWidth: 20 },
    ],
  };
}

const KINDS = { bars, stack, bridge };

function draw(element) {
  const chart = JSON.parse(element.dataset.chart);
  const inks = palette();
  const narrow = element.clientWidth < 480;
  const height = chart.kind === "stack" ? 260 : chart.rows.length * ROW + 44;
  element.style.height = `${height}px`;
  const drawing = element.drawing || init(element, null, { renderer: "svg" });
  element.drawing = drawing;
  drawing.resize();
  drawing.setOption(
    {
      animation: false,
      aria: { enabled: true, label: { description: chart.said }, decal: { show: true } },
      ...KINDS[chart.kind](chart, inks, narrow),
    },
    true,
  );
  // On paper the drawing is as wide as the page, whatever the screen was.
  element.querySelector("svg").setAttribute("viewBox", `0 0 ${drawing.getWidth()} ${drawing.getHeight()}`);
  drawing.off("click");
  drawing.on("click", (at) => {
    if (at.data && at.data.url) window.location.assign(at.data.url);
  });
}

function drawAll() {
  document.querySelectorAll("[data-chart]").forEach(draw);
}

drawAll();
let width = window.innerWidth;
window.addEventListener("resize", () => {
  if (window.innerWidth !== width) {
    width = window.innerWidth;
    drawAll();
  }
});
window.matchMedia("(prefers-color-scheme: dark)").addEventListener("change", drawAll);
// Paper is light: the page is printed in the light theme, and the charts with it.
const root = document.documentElement;
let theme;
window.addEventListener("beforeprint", () => {
  theme = root.dataset.theme;
  root.dataset.theme = "light";
  drawAll();
});
window.addEventListener("afterprint", () => {
  if (theme) root.dataset.theme = theme;
  else delete root.dataset.theme;
  drawAll();
});
new MutationObserver(drawAll).observe(root, { attributeFilter: ["data-theme"] });
