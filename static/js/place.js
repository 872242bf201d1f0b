// The pin of a flat: dragged, moved by the arrow keys, or set by a click on the map.
// The form's two fields hold the point; whatever changes them moves the pin. An area has a ring so far around it.
(function () {
  "use strict";

  const STEP = 4, LARGE_STEP = 40; // pixels of an arrow key, and with Shift
  const ARROWS = { ArrowUp: [0, -1], ArrowDown: [0, 1], ArrowLeft: [-1, 0], ArrowRight: [1, 0] };
  const NEAR = 16; // zoom at which a house is told from its neighbour
  const DECIMALS = 6;

  function reveal() {
    document.querySelectorAll("[data-with-map]").forEach(function (element) { element.hidden = false; });
  }

  function field(name) { return document.getElementById(name); }

  function typed() {
    const point = ["latitude", "longitude"].map(function (name) {
      return parseFloat(field(name).value.trim().replace("\u2212", "-").replace(",", "."));
    });
    return point.every(isFinite) && Math.abs(point[0]) <= 90 && Math.abs(point[1]) <= 180 ? point : null;
  }

  function attach(map, words) {
    let pin = null, ring = null;

    // Whether there is one.
    function surround() {
      const far = field("radius_km");
      if (!far || !pin) { return false; }
      ring = ring || L.circle(pin.getLatLng(), { className: "st-drawn", interactive: false, radius: 1 }).addTo(map);
      ring.setLatLng(pin.getLatLng()).setRadius(1000 * Number(far.value));
      return true;
    }

    function look() {
      if (surround()) { map.fitBounds(ring.getBounds(), { animate: false }); }
    }

    function write() {
      const at = pin.getLatLng();
      field("latitude").value = at.lat.toFixed(DECIMALS);
      field("longitude").value = at.lng.toFixed(DECIMALS);
      field("longitude").dispatchEvent(new Event("change", { bubbles: true }));
    }

    function press(event) {
      const arrow = ARROWS[event.key];
      if (!arrow) { return; }
      event.preventDefault();
      event.stopPropagation();
      const step = event.shiftKey ? LARGE_STEP : STEP;
      const point = map.latLngToContainerPoint(pin.getLatLng()).add([arrow[0] * step, arrow[1] * step]);
      pin.setLatLng(map.containerPointToLatLng(point));
      map.panInside(pin.getLatLng(), { padding: [40, 40] });
      surround();
      write();
    }

    function put(at) {
      if (pin) {
        pin.setLatLng(at);
        surround();
        return;
      }
      const house = L.divIcon({ className: "st-pin st-pin-here", html: "", iconSize: null });
      pin = L.marker(at, { icon: house, draggable: true, autoPan: true, title: words.pin, zIndexOffset: 1000 }).addTo(map);
      pin.getElement().textContent = words.pin;
      pin.getElement().addEventListener("keydown", press);
      pin.on("drag", surround);
      pin.on("dragend", write);
      surround();
    }

    function read() {
      const at = typed();
      if (at && (!pin || map.distance(at, pin.getLatLng()) > 1)) {
        put(at);
        map.setView(at, Math.max(map.getZoom(), NEAR), { animate: false });
        look();
      }
    }

    map.on("click", function (event) {
      put(event.latlng);
      write();
    });
    map.getContainer().addEventListener("keydown", function (event) {
      if (event.key === "Enter" && event.target === map.getContainer()) {
        put(map.getCenter());
        write();
        pin.getElement().focus({ preventScroll: true });
      }
    });
    document.addEventListener("change", function (event) {
      if (event.target.id === "latitude" || event.target.id === "longitude") { read(); }
      if (event.target.id === "radius_km") { look(); }
    });
    document.addEventListener("htmx:afterSettle", function (event) {
      if (event.target.id === "where") {
        reveal();
        read();
        map.getContainer().scrollIntoView({ block: "nearest", behavior: "instant" });
        field("longitude").dispatchEvent(new Event("change", { bubbles: true }));
      }
    });
    read();
  }

  document.addEventListener("stegi:dressed", function (event) {
    const frame = event.target.closest("[data-pin]");
    if (frame) {
      attach(event.detail, { pin: frame.dataset.pin });
      reveal();
    }
  });
})();
