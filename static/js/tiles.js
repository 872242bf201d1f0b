// Vector tiles over the bundled ground, drawn by protomaps-leaflet in the light of the page.
// Their attribution arrives as HTML that is only text (maps/rendering.py).
(function () {
  "use strict";

  function lay(map, tiles) {
    const isDark = document.documentElement.dataset.bsTheme === "dark";
    window.protomapsL.leafletLayer({
      url: tiles.url,
      maxDataZoom: tiles.deepest || undefined,
      attribution: tiles.attribution,
      lang: tiles.lang,
      flavor: isDark ? "dark" : "light",
      maxZoom: map.getMaxZoom(),
      noWrap: true,
    }).addTo(map);
  }

  window.stegiTiles = { lay: lay };
})();
