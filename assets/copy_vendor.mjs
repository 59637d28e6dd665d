// Copies what the browser is served out of node_modules into static/, with each licence beside it.
// The copies are committed: whoever runs the product needs no Node.
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";

const SUBSETS = ["latin", "latin-ext"];
const sans = SUBSETS.flatMap((subset) =>
  [400, 500, 600].map((weight) => `ibm-plex-sans-${subset}-${weight}-normal.woff2`),
);
const copies = [
  ["htmx.org/dist/htmx.min.js", "vendor/htmx.min.js"],
  ["htmx.org/LICENSE", "vendor/htmx.LICENSE.txt"],
  ["@alpinejs/csp/dist/cdn.min.js", "vendor/alpine.min.js"],
  ["echarts/LICENSE", "vendor/echarts.LICENSE.txt"],
  ["echarts/NOTICE", "vendor/echarts.NOTICE.txt"],
  ["@fontsource/ibm-plex-sans/LICENSE", "fonts/OFL-ibm-plex-sans.txt"],
  ["@fontsource/ibm-plex-mono/LICENSE", "fonts/OFL-ibm-plex-mono.txt"],
  ["@fontsource/ibm-plex-mono/files/ibm-plex-mono-latin-400-normal.woff2", "fonts/ibm-plex-mono-latin-400-normal.woff2"],
  ...sans.map((file) => [`@fontsource/ibm-plex-sans/files/${file}`, `fonts/${file}`]),
];
for (const [from, to] of copies) {
  const target = `static/${to}`;
  mkdirSync(dirname(target), { recursive: true });
  copyFileSync(`node_modules/${from}`, target);
}

const version = (name) => JSON.parse(readFileSync(`node_modules/${name}/package.json`, "utf8")).version;
const shipped = ["htmx.org", "@alpinejs/csp", "echarts", "@fontsource/ibm-plex-sans", "@fontsource/ibm-plex-mono"];
const lines = shipped.map((name) => `${name} ${version(name)}`);
writeFileSync("static/vendor/VERSIONS.txt", `${lines.join("\n")}\n`);
