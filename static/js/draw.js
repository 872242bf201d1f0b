// Chooses a point on the map, or draws an area, and sends the filters with it.
(function () {
  "use strict";

  const FINENESS = 100000; // of a degree, as maps/polygon.py has it
  const DECIMALS = 5; // of a degree: a metre
  const CLOSE = 16, SAME = 5; // pixels from the first corner, and from the last, that still mean it
  const FEWEST = 3;

  // The way from each corner to the next, to the base 36 (maps/polygon.py).
  function written(corners) {
    let last = [0, 0];
    return corners.map(function (corner) {
      const at = [Math.round(corner.lat * FINENESS), Math.round(corner.lng * FINENESS)];
      const way = at.map(function (steps, i) { return (steps - last[i]).toString(36); });
      last = at;
      return way.join(".");
    }).join("_");
  }

  function send(found) {
    const form = document.getElementById("filters");
    const radius = form.elements.radius_km;
    Object.entries(found).concat([["bbox", ""]]).forEach(function (part) {
      form.querySelector("[name='" + part[0] + "']").value = part[1];
    });
    if (radius && radius.value === "0") { radius.disabled = true; } // no longer what the map shows
    form.requestSubmit();
  }

  // Another centre is asked about from there: neither what the map shows nor what was drawn holds any more.
  function leaveForCentres() {
    const form = document.getElementById("filters");
    const centre = form && form.elements.centre;
    if (!centre || centre.tagName !== "SELECT") { return; }
    centre.addEventListener("change", function () {
      const radius = form.querySelector("[name=radius_km]");
      ["bbox", "area"].forEach(function (name) { form.querySelector("[name=" + name + "]").value = ""; });
      if (radius && radius.value === "0") { radius.value = radius.options ? form.dataset.radius : ""; }
    });
  }

  // What is drawn so far: its lines, and a ring at each corner.
  function sketch(map) {
    const look = { className: "st-drawn", fill: false, interactive: false };
    const line = L.polyline([], look).addTo(map);
    const rings = L.layerGroup().addTo(map);
    return {
      show: function (corners, pointer) {
        line.setLatLngs(pointer ? corners.concat([pointer]) : corners);
        rings.clearLayers();
        corners.forEach(function (corner) {
          L.circleMarker(corner, { className: "st-corner", radius: 6, interactive: false }).addTo(rings);
        });
      },
      remove: function () { line.remove(); rings.remove(); },
    };
  }

  function attach(map, tools) {
    const frame = map.getContainer().closest(".st-map");
    const most = Number(tools.dataset.draw);
    const [begin, end] = ["begin", "end"].map(function (part) { return tools.querySelector("[data-draw-" + part + "]"); });
    const done = tools.querySelector("[data-draw-done]");
    const say = tools.querySelector("[data-draw-say]");
    let kind = null, corners = [], drawn = null, button = null;

    function near(a, b, pixels) {
      return map.latLngToContainerPoint(a).distanceTo(map.latLngToContainerPoint(b)) <= pixels;
    }

    function show(pointer) {
      drawn.show(corners, pointer);
      done.hidden = corners.length < FEWEST;
      say.textContent = corners.length < most ? tools.dataset[kind + "Words"] : tools.dataset.fullWords;
    }

    function start(event) {
      button = event.currentTarget;
      kind = button.dataset.drawKind;
      corners = [];
      drawn = sketch(map);
      frame.classList.add("st-map-choosing");
      map.doubleClickZoom.disable();
      map.closePopup();
      begin.hidden = true;
      end.hidden = false;
      show();
      map.getContainer().focus({ preventScroll: true });
      frame.scrollIntoView({ block: "nearest", behavior: "instant" });
    }

    function stop() {
      drawn.remove();
      kind = null;
      frame.classList.remove("st-map-choosing");
      map.doubleClickZoom.enable();
      begin.hidden = false;
      end.hidden = true;
      say.textContent = "";
      button.focus({ preventScroll: true });
    }

    function finish() {
      if (corners.length < FEWEST) { return; }
      const area = written(corners);
      stop();
      send({ area: area });
    }

    function choose(at) {
      stop();
      send({ at: at.lat.toFixed(DECIMALS) + "," + at.lng.toFixed(DECIMALS), area: "" });
    }

    function add(at) {
      if (corners.length >= FEWEST && near(at, corners[0], CLOSE)) {
        finish();
      } else if (corners.length < most && !(corners.length && near(at, corners[corners.length - 1], SAME))) {
        corners.push(at);
        show();
      }
    }

    map.on("click", function (event) {
      if (kind === "point") { choose(event.latlng.wrap()); }
      if (kind === "area") { add(event.latlng.wrap()); }
    });
    map.on("dblclick", function () { if (kind === "area") { finish(); } });
    map.on("mousemove", function (event) { if (kind === "area" && corners.length) { show(event.latlng); } });
    done.addEventListener("click", finish);
    tools.querySelector("[data-draw-cancel]").addEventListener("click", stop);
    tools.querySelectorAll("[data-draw-kind]").forEach(function (one) { one.addEventListener("click", start); });
    document.addEventListener("keydown", function (event) {
      if (kind && event.key === "Escape") { stop(); }
      if (kind && event.key === "Enter" && event.target === map.getContainer()) {
        if (kind === "point") { choose(map.getCenter()); } else { finish(); }
      }
    });
    begin.hidden = false;
  }

  document.addEventListener("stegi:dressed", function (event) {
    const tools = document.querySelector("[data-draw]");
    if (tools) { attach(event.detail, tools); leaveForCentres(); }
  });
})();
