// Coloured ground under the marks: asked of the service for the same part of the world as they are.
(function () {
  "use strict";

  const { element } = window.stegiPins;

  // What comes is shown in place of what was; who comes late, after the next was asked for, is not shown.
  function painter(map) {
    map.createPane("patches"); // over the land, under names, rings and marks
    const shown = L.geoJSON(null, {
      pane: "patches",
      style: function (feature) { return { className: "st-patch st-patch-" + feature.properties.level }; },
      onEachFeature: function (feature, layer) {
        layer.bindTooltip(element("span", "", feature.properties.title), { sticky: true, className: "st-tip" });
      },
    }).addTo(map);
    return async function paint(address, signal) {
      const answer = await fetch(address, { signal: signal });
      const found = await answer.json();
      shown.clearLayers().addData(found);
    };
  }

  window.stegiPatches = { painter: painter };
})();
