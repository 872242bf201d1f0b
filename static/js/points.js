// What the map shows of many flats: asked of the service for the part of the world in view, whenever that changes.
(function () {
  "use strict";

  const { element, pinMark, circleMark } = window.stegiPins;
  const DECIMALS = 5; // of a degree: a metre

  function sight(map) {
    const seen = map.getBounds();
    const sides = [seen.getWest(), seen.getSouth(), seen.getEast(), seen.getNorth()];
    return { bbox: sides.map(function (side) { return side.toFixed(DECIMALS); }).join(","), zoom: Math.floor(map.getZoom()) };
  }

  function address(source, parts) {
    const asked = new URL(source, document.baseURI);
    Object.entries(parts).forEach(function (part) { asked.searchParams.set(part[0], part[1]); });
    return asked;
  }

  // The list beside the map shows what the map does as soon as somebody has moved it; the address follows by htmx.
  function tellList(bbox) {
    const form = document.querySelector("form[data-follows-map]");
    if (form) {
      form.elements.bbox.value = bbox;
      form.dispatchEvent(new Event("stegi:moved"));
    }
  }

  function markOf(map, shapes, feature) {
    const at = feature.geometry.coordinates.slice().reverse();
    const told = feature.properties;
    const isOne = told.flats && told.flats.length === 1;
    return isOne ? pinMark(map, shapes, Object.assign({ at: at }, told.flats[0])) : circleMark(map, at, told);
  }

  // What is shown already stays as it is, with its popup and the focus.
  function renew(map, shapes, shown, features) {
    const next = new Map(features.map(function (feature) {
      const key = JSON.stringify(feature);
      return [key, shown.get(key) || markOf(map, shapes, feature)];
    }));
    const hadFocus = map.getContainer().contains(document.activeElement);
    shown.forEach(function (mark, key) { if (!next.has(key)) { mark.remove(); } });
    if (hadFocus && !map.getContainer().contains(document.activeElement)) {
      map.getContainer().focus({ preventScroll: true });
    }
    return next;
  }

  // What came with the map was made for a screen of usual size: whether this one would be told the same.
  function isGood(map, first) {
    const zoom = Math.floor(map.getZoom());
    const isNear = first.zooms[0] <= zoom && zoom <= first.zooms[1];
    return isNear && (!first.box || L.latLngBounds(first.box).contains(map.getBounds()));
  }

  function follow(map, picture, show) {
    const paint = picture.patches ? window.stegiPatches.painter(map) : null;
    let shown = new Map();
    let turn = 0; // as the page was asked for, and 1 once the map was moved
    let asking = new AbortController();
    const trouble = map.getContainer().parentElement.appendChild(element("p", "st-map-trouble", ""));
    trouble.setAttribute("role", "status");

    function put(features) {
      shown = renew(map, picture.shapes, shown, features);
      trouble.textContent = "";
      show(Array.from(shown.values()));
    }

    async function ask() {
      asking.abort();
      asking = new AbortController();
      try {
        const signal = asking.signal;
        const [answer] = await Promise.all([
          fetch(address(picture.points[turn], sight(map)), { signal: signal }),
          paint && paint(address(picture.patches[turn], sight(map)), signal),
        ]);
        put((await answer.json()).features);
      } catch (error) {
        if (error.name !== "AbortError") { trouble.textContent = picture.texts.trouble; }
      }
    }

    // A turned telephone shows another part of the world, and so does what opens from a flat at the edge, but nobody has
    // moved the map. Whoever had moved it before sees the list of all that is in sight now.
    let isByItself = false;
    map.on("resize", function () { isByItself = true; });
    map.on("autopanstart", function () { isByItself = turn === 0; });
    map.on("moveend", function () {
      if (!isByItself && !map.getContainer().closest(".st-map-choosing")) {
        turn = 1;
        tellList(sight(map).bbox);
      }
      isByItself = false;
      ask();
    });
    if (picture.first) { put(picture.first.features); }
    if (paint || !picture.first || !isGood(map, picture.first)) { ask(); }
  }

  window.stegiPoints = { follow: follow };
})();
