// Fills the archive's table with the old framework.
[
  ["214", "Velvet tunic", "Cotton velvet", "€ 39"],
  ["218", "Empire dress", "Viscose jersey", "€ 45"],
  ["223", "Balloon skirt dress", "Taffeta", "€ 62"],
  ["231", "Jumper dress with cowl neck", "Lambswool", "€ 54"],
].each(function (model) {
  var row = document.createElement("tr");
  model.each(function (text) {
    row.appendChild(document.createElement("td").update(text));
  });
  $("archive").appendChild(row);
});
$("archive-note").update("4 models, none of them in stock");
