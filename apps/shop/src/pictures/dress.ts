import { html, type Markup, trusted } from "../html.ts";
import { type CutName, cuts } from "./cuts.ts";

export interface Drawing {
  readonly cut: CutName;
  /** Colours as #rrggbb: the cloth, its folds and bands, and what it hangs before. */
  readonly fabric: string;
  readonly shade: string;
  readonly ground: string;
  readonly pattern: "plain" | "dots" | "stripes" | "ribs";
}

const patterns: Readonly<Record<Exclude<Drawing["pattern"], "plain">, (shade: string) => Markup>> = {
  dots: () =>
    trusted(
      '<pattern id="ID" width="16" height="16" patternUnits="userSpaceOnUse"><circle cx="4" cy="4" r="1.9" fill="#e9eefa"/><circle cx="12" cy="12" r="1.9" fill="#e9eefa"/></pattern>',
    ),
  stripes: (shade) =>
    html`<pattern id="ID" width="20" height="16" patternUnits="userSpaceOnUse"><rect width="20" height="6" fill="${shade}"/></pattern>`,
  ribs: (shade) =>
    html`<pattern id="ID" width="6" height="20" patternUnits="userSpaceOnUse"><path d="M1 0v20" stroke="${shade}" stroke-opacity=".38"/></pattern>`,
};

/**
 * A dress on its hanger, as an SVG element named by `title`. It carries no style attribute, so that it is drawn under
 * the strictest policy too. `id` keeps its pattern apart from those of other drawings on the page.
 */
export function drawDress(drawing: Drawing, { title, id }: { title: string; id: string }): Markup {
  const { fabric, shade, ground, pattern } = drawing;
  const cut = cuts[drawing.cut];
  const patternId = `cloth-${id}`;
  const cloth = pattern === "plain" ? undefined : patterns[pattern](shade).markup.replace("ID", patternId);
  return html`<svg class="picture" viewBox="0 0 300 400" role="img" aria-label="${title}">
<rect width="300" height="400" fill="${ground}"/>
<path d="M40 400V214a110 110 0 0 1 220 0v186z" fill="#fff" fill-opacity=".5"/>
<ellipse cx="150" cy="381" rx="78" ry="6" fill="${shade}" fill-opacity=".16"/>
${hanger}
<path d="${cut.under}" fill="${drawing.cut === "pinafore" ? "#f6f1e7" : shade}" stroke="${shade}" stroke-opacity=".35"/>
<path d="${cut.outline}" fill="${fabric}" stroke="${shade}" stroke-width="1.6" stroke-opacity=".55" stroke-linejoin="round"/>
${cloth === undefined ? "" : html`<defs>${trusted(cloth)}</defs><path d="${cut.outline}" fill="url(#${patternId})"/>`}
<path d="${cut.bands}" fill="${shade}" fill-opacity="${drawing.cut === "slip" ? 1 : 0.62}"/>
<path d="${cut.lines}" fill="none" stroke="${shade}" stroke-opacity=".6" stroke-width="1.6" stroke-linecap="round"/>
${drawing.cut === "shirt" ? buttons : ""}
</svg>`;
}

const hanger = trusted(
  '<path d="M150 72V60c0-5 9-6 9-14a9 9 0 0 0-18 0M150 72 104 94q-6 4 0 5h92q6-1 0-5z" fill="none" stroke="#8b7b6b" stroke-width="3.4" stroke-linecap="round" stroke-linejoin="round"/>',
);

const buttons = trusted(
  `<g fill="#f8f3e8">${[134, 160, 186, 236, 262, 288, 314].map((y) => `<circle cx="150" cy="${y}" r="2.6"/>`).join("")}</g>`,
);
