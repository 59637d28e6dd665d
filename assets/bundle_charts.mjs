// Bundles the charts with the parts of ECharts they use into static/js/charts.js; its licence is copied with the others.
import { build } from "esbuild";

await build({
  entryPoints: ["assets/charts.js"],
  outfile: "static/js/charts.js",
  bundle: true,
  minify: true,
  format: "iife",
  target: "es2022",
  legalComments: "none",
  define: { "process.env.NODE_ENV": '"production"' },
});
