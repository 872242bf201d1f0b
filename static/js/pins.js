// Marks on the map: a pin with a flat's rent, a circle with how many flats there are, and what opens from them.
// Every text arrives as data and becomes a text node; nothing here writes HTML from it.
(function () {
  "use strict";

  const SVG = "http://www.w3.org/2000/svg";
  const ZOOM_IN = 2; // by how much a circle is opened

  function element(tag, className, text) {
    const made = document.createElement(tag);
    made.className = className;
    made.dir = "auto";
    made.textContent = text;
    return made;
  }

  function icon(className, html, popupAnchor) {
    return L.divIcon({ className: className, html: html, iconSize: null, popupAnchor: popupAnchor || [0, 0] });
  }

  function shape(shapes, kind) {
    const picture = document.createElementNS(SVG, "svg");
    picture.setAttribute("class", "st-shape st-is-" + kind);
    picture.setAttribute("aria-hidden", "true");
    picture.appendChild(document.createElementNS(SVG, "use")).setAttribute("href", shapes + "#" + kind);
    return picture;
  }

  function popup(flats) {
    const box = element("div", "st-popup", "");
    flats.forEach(function (flat) {
      const title = box.appendChild(element("p", "st-popup-title", flat.url ? "" : flat.title));
      if (flat.url) {
        title.appendChild(element("a", "", flat.title)).href = flat.url;
      }
      flat.lines.forEach(function (line) { box.appendChild(element("p", "", line)); });
    });
    return box;
  }

  function opens(mark, flats) {
    mark.getElement().dataset.flats = flats.map(function (flat) { return flat.id; }).join(" ");
    return mark.bindPopup(function () { return popup(flats); }, { minWidth: 160, maxWidth: 280, maxHeight: 240 });
  }

  function pinMark(map, shapes, pin) {
    const text = element("span", "", pin.label);
    const mark = L.marker(pin.at, { icon: icon("st-pin st-pin-" + pin.kind, text, [0, -24]), title: pin.title }).addTo(map);
    mark.getElement().id = "pin-" + pin.id;
    if (pin.shape) { text.before(shape(shapes, pin.shape)); }
    if (pin.short) {
      const short = element("span", "st-pin-short", pin.short);
      short.setAttribute("aria-hidden", "true"); // the label, however small, says it too
      mark.getElement().prepend(short);
    }
    if (pin.flats) { mark.getElement().classList.add("st-pin-shared"); }
    return opens(mark, pin.flats || [pin]);
  }

  // Flats of one place open from their circle; of many places, the circle leads nearer, and from nearest to the list.
  function circleMark(map, at, many) {
    const look = icon("st-pin st-pin-many", element("span", "", many.label));
    const mark = L.marker(at, { icon: look, title: many.title }).addTo(map);
    mark.getElement().setAttribute("aria-label", many.title);
    if (many.ground) { mark.getElement().dataset.ground = many.ground.join(" "); }
    if (many.flats) { return opens(mark, many.flats); }
    function lead() {
      if (map.getZoom() < map.getMaxZoom()) {
        map.setView(at, Math.min(map.getZoom() + ZOOM_IN, map.getMaxZoom()));
      } else {
        document.querySelector("[data-marker] a").focus();
      }
    }
    return mark.on("click", lead).on("keypress", function (event) {
      if (event.originalEvent.key === "Enter") { lead(); }
    });
  }

  // The keyboard goes into a popup and out of it again.
  function popupKeys(map, closeText) {
    map.on("popupopen", function (event) {
      const box = event.popup.getElement();
      const close = box.querySelector(".leaflet-popup-close-button");
      close.setAttribute("aria-label", closeText);
      (box.querySelector(".st-popup a") || close).focus({ preventScroll: true });
      box.onkeydown = function (key) { if (key.key === "Escape") { map.closePopup(); } };
    });
    map.on("popupclose", function (event) {
      if (event.popup.getElement().contains(document.activeElement)) {
        (event.popup._source.getElement() || map.getContainer()).focus({ preventScroll: true });
      }
    });
  }

  // The cell of a grid in which a row's flat stands, as maps/clusters.py counts them: from the corner of the world.
  function cellOf(row, side) {
    const at = row.dataset.at.split(" ").map(Number); // millionths of a degree
    return Math.floor((at[0] + 90e6) / side) + "," + Math.floor((at[1] + 180e6) / side);
  }

  // A pin, and a circle of one place, know their flats; a circle of all around knows its ground.
  function standsFor(mark, row) {
    if (mark.dataset.flats) { return mark.dataset.flats.split(" ").includes(row.dataset.marker); }
    const [side, ...cells] = mark.dataset.ground.split(" ");
    return Boolean(row.dataset.at) && cells.includes(cellOf(row, Number(side)));
  }

  // A row of the list lifts its mark while it is pointed at or has the focus, and a mark lights its rows.
  function liftMarks() {
    const marks = "[data-flats], [data-ground]";
    function lift(event) {
      const row = event.target.closest("[data-marker]");
      const mark = event.target.closest(marks);
      document.querySelectorAll(marks).forEach(function (other) {
        other.classList.toggle("st-pin-lifted", Boolean(row) && standsFor(other, row));
      });
      document.querySelectorAll("[data-marker]").forEach(function (other) {
        other.classList.toggle("is-on", Boolean(mark) && standsFor(mark, other));
      });
    }
    document.addEventListener("mouseover", lift);
    document.addEventListener("focusin", lift);
  }

  window.stegiPins = { element, icon, pinMark, circleMark, popupKeys, liftMarks };
})();
