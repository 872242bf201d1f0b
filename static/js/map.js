// Dresses the map that folium has made: coast, names, centre, pins, and whatever else carries words.
// Every text arrives as data and becomes a text node (pins.js); nothing here writes HTML from it.
(function () {
  "use strict";

  const { element, icon, pinMark, popupKeys, liftMarks } = window.stegiPins;
  const TOWN = 2; // the last rank of places whose names are set larger
  const FIRST_ZOOM_OF_RANK = [0, 0, 9, 10.5, 11.5];
  // Where a name may stand, tried in turn, in its own widths and heights from its place; a town's may stray further.
  const SEATS = [[0, 0], [0, -1], [0, 1], [0.6, 0], [-0.6, 0]];
  const TOWN_SEATS = SEATS.concat([[0, 2], [0, -2], [0.6, 1], [-0.6, 1], [0, 3]]);
  const TIP = 5, DOT = 9; // pixels from a pin to its point; half a mark without its rent (pins.css)
  const STRAY = 100; // pixels from its place to the farthest seat of a name
  const RING_BEARINGS = [210, 150, 240, 120, 330, 30, 270, 90];

  // Coast and names lie under the tiles, if there are any: when tiles fail, the map is not blank.
  function ground(map) {
    map.createPane("land");
    map.createPane("places");
    window.stegiOutline.draw(map, window.stegiLand, "land");
  }

  function controls(map, texts) {
    L.control.zoom({ position: "topright", zoomInTitle: texts.zoom_in, zoomOutTitle: texts.zoom_out }).addTo(map);
    map.attributionControl.setPrefix(false).addAttribution(texts.attribution);
    // The wheel scrolls the page until somebody turns to the map.
    map.on("focus", function () { map.scrollWheelZoom.enable(); });
    map.on("blur", function () { map.scrollWheelZoom.disable(); });
  }

  // What is measured from, the house of a centre or a point in a ring: under the marks of flats, which it must not cover.
  function standingMark(map, className, at, name) {
    const look = { icon: icon(className, ""), interactive: false, keyboard: false, zIndexOffset: -500 };
    const mark = L.marker(at, look).addTo(map);
    mark.getElement().setAttribute("role", "img");
    mark.getElement().setAttribute("aria-label", name);
    return mark;
  }

  // --- Names ---------------------------------------------------------------------------------------------
  // A name is the zoom from which it is worth showing, whether it may be in sight, the points of the screen where it may
  // stand, and how its label is made: when there is first something to show of it.

  function label(map, at, text, className, pane) {
    const words = icon("st-place " + className, element("span", "", text));
    return L.marker(at, { icon: words, pane: pane, interactive: false, keyboard: false }).addTo(map);
  }

  function placeName(map, at, text, rank) {
    const isTown = rank <= TOWN;
    return {
      label: null,
      make: function () { return label(map, at, text, isTown ? "st-place-town" : "", "places"); },
      fromZoom: FIRST_ZOOM_OF_RANK[rank],
      isInSight: function (frame) { return frame.contains(map.latLngToContainerPoint(at)); },
      seats: function (width, height) {
        const point = map.latLngToContainerPoint(at);
        return (isTown ? TOWN_SEATS : SEATS).map(function (seat) { return point.add([seat[0] * width, seat[1] * height]); });
      },
    };
  }

  function ringName(map, centre, radiusKm, text) {
    return {
      label: null,
      make: function () { return label(map, centre, text, "st-ring-label", "shadowPane"); },
      fromZoom: 0,
      isInSight: function () { return true; },
      seats: function () {
        const point = map.latLngToContainerPoint(centre);
        const radius = point.y - map.latLngToContainerPoint([L.latLng(centre).toBounds(2000 * radiusKm).getNorth(), centre[1]]).y;
        return RING_BEARINGS.map(function (bearing) {
          const angle = bearing * Math.PI / 180;
          return point.add([radius * Math.sin(angle), -radius * Math.cos(angle)]);
        });
      },
    };
  }

  // The most important first.
  function allNames(map, picture) {
    const area = picture.area ? [placeName(map, picture.area.slice(0, 2), picture.area[2], 1)] : [];
    const rings = picture.rings.map(function (ring) { return ringName(map, picture.origin, ring[0], ring[1]); });
    const places = picture.places.map(function (place) { return placeName(map, place.slice(0, 2), place[2], place[3]); });
    return area.concat(rings, places);
  }

  // Those that may find a seat, with a label; the labels of the others are hidden.
  function namesInSight(map, names) {
    const size = map.getSize(), frame = L.bounds([-STRAY, -STRAY], size.add([STRAY, STRAY]));
    return names.filter(function (name) {
      const isInSight = map.getZoom() >= name.fromZoom && name.isInSight(frame);
      if (isInSight) { name.label = name.label || name.make(); }
      if (name.label) { name.label.getElement().hidden = !isInSight; }
      return isInSight;
    });
  }

  // --- Room for all: boxes are in pixels of the map ----------------------------------------------------------

  function overlap(a, b) {
    return a.min.x < b.max.x && b.min.x < a.max.x && a.min.y < b.max.y && b.min.y < a.max.y;
  }

  // Pins and the house stand on their point, circles lie on it. Computed, since an element is elsewhere while the map moves.
  function boxOf(map, mark) {
    const point = map.latLngToContainerPoint(mark.getLatLng());
    const half = mark.getElement().offsetWidth / 2;
    if (isCircle(mark)) { return L.bounds(point.subtract([half, half]), point.add([half, half])); }
    return L.bounds(point.subtract([half, mark.getElement().offsetHeight + TIP]), point.add([half, 0]));
  }

  function sizeOf(name) {
    const drawn = name.label.getElement();
    return L.point(drawn.offsetWidth, drawn.offsetHeight);
  }

  function isCircle(mark) { return mark.getElement().matches(".st-pin-many, .st-point"); }

  function dotOf(map, mark) {
    const point = map.latLngToContainerPoint(mark.getLatLng());
    return L.bounds(point.subtract([DOT, DOT]), point.add([DOT, DOT]));
  }

  function controlBoxes(map) {
    const frame = map.getContainer().getBoundingClientRect();
    return Array.from(map.getContainer().querySelectorAll(".leaflet-control"), function (control) {
      const box = control.getBoundingClientRect();
      return L.bounds([box.left - frame.left, box.top - frame.top], [box.right - frame.left, box.bottom - frame.top]);
    });
  }

  // A pin that would cover what is taken, one before it, or a neighbour's point, shows its shape alone until there is room for its rent.
  function thinPins(map, pins, boxes, boxesTaken) {
    const dots = pins.map(dotOf.bind(null, map));
    const taken = boxesTaken.slice();
    const areCrowded = boxes.map(function (box, i) {
      const isCrowded = taken.some(overlap.bind(null, box))
        || dots.some(function (dot, j) { return i !== j && overlap(box, dot); });
      if (!isCrowded) { taken.push(box); }
      return isCrowded;
    });
    pins.forEach(function (pin, i) { pin.getElement().classList.toggle("st-pin-dot", areCrowded[i]); });
    return boxes.map(function (box, i) { return areCrowded[i] ? dots[i] : box; });
  }

  // A name that finds no free seat in sight stays away until the map has moved.
  function seatNames(map, names, sizes, boxes) {
    const frame = L.bounds([0, 0], map.getSize());
    const taken = boxes.slice();
    names.forEach(function (name, i) {
      const half = sizes[i].divideBy(2);
      const seat = name.seats(sizes[i].x, sizes[i].y).find(function (point) {
        const box = L.bounds(point.subtract(half), point.add(half));
        return frame.contains(box) && !taken.some(overlap.bind(null, box));
      });
      name.label.getElement().hidden = !seat;
      if (seat) {
        name.label.setLatLng(map.containerPointToLatLng(seat));
        taken.push(L.bounds(seat.subtract(half), seat.add(half)));
      }
    });
  }

  // First everything is shown as large as it may be, then measured, then thinned out: so the page is laid out once.
  function makeRoom(map, standing, marks, names) {
    const pins = marks.filter(function (mark) { return !isCircle(mark); });
    const shown = namesInSight(map, names);
    pins.forEach(function (pin) { pin.getElement().classList.remove("st-pin-dot"); });
    const boxes = pins.map(boxOf.bind(null, map));
    const fixed = standing.concat(marks.filter(isCircle)).map(boxOf.bind(null, map));
    const sizes = shown.map(sizeOf);
    const controls = controlBoxes(map);
    seatNames(map, shown, sizes, fixed.concat(thinPins(map, pins, boxes, fixed), controls));
  }

  function dress(map, picture) {
    ground(map);
    controls(map, picture.texts);
    if (picture.tiles) { window.stegiTiles.lay(map, picture.tiles); }
    popupKeys(map, picture.texts.close);
    const standing = [standingMark(map, "st-centre", picture.centre.slice(0, 2), picture.centre[2])];
    if (picture.point) { standing.push(standingMark(map, "st-point", picture.origin, picture.point)); }
    let marks = picture.pins.map(pinMark.bind(null, map, picture.shapes));
    const names = allNames(map, picture);
    let isDressed = false;
    function renew() { if (isDressed) { makeRoom(map, standing, marks, names); } }
    liftMarks();
    map.on("moveend resize", renew);
    if (picture.points) {
      window.stegiPoints.follow(map, picture, function (shown) {
        marks = shown;
        renew();
      });
    }
    isDressed = true;
    renew();
    map.getContainer().dispatchEvent(new CustomEvent("stegi:dressed", { bubbles: true, detail: map }));
  }

  window.stegiMap = { dress: dress };
})();
