// Draws the region's outline (static/land) under all else: TopoJSON, whose lines are arcs put end to end, each of whole
// numbers. Leaflet's own lines make an object of every point of an island and place it anew for each zoom, which took
// longer than all else on the map together; here only what is in sight is written, as the path of an SVG.
(function () {
  "use strict";

  const SVG = "http://www.w3.org/2000/svg";
  const BEYOND = 0.1; // of the map's size, on each side: for whoever drags it
  const NEXT = 2; // pixels: shorter steps are left out
  const ALL_SIDES = 15;

  // x, y, x, y, … on a world that is one wide and one high, as Mercator has it; y downwards.
  function unpacked(steps, scale) {
    const line = new Float64Array(2 * steps.length);
    let x = 0, y = 0;
    steps.forEach(function (step, i) {
      x += step[0];
      y += step[1];
      line[2 * i] = 0.5 + x * scale[0] / 360;
      line[2 * i + 1] = 0.5 - Math.log(Math.tan(Math.PI / 4 + y * scale[1] * Math.PI / 360)) / (2 * Math.PI);
    });
    return line;
  }

  // A bit for each side of the box beyond which a point lies.
  function beyond(box, x, y) {
    return (x < box.min.x ? 1 : 0) | (x > box.max.x ? 2 : 0) | (y < box.min.y ? 4 : 0) | (y > box.max.y ? 8 : 0);
  }

  // Of three points beyond the same side of the box the middle one is left out: within it that changes nothing, whether
  // the path is filled or not.
  function path(arcs, view) {
    const kept = [];
    function add(x, y) {
      const mid = kept[kept.length - 1], first = kept[kept.length - 2];
      if (mid && Math.abs(x - mid[0]) + Math.abs(y - mid[1]) < NEXT) { return; }
      const point = [x, y, beyond(view.box, x, y)];
      kept[first && first[2] & mid[2] & point[2] ? kept.length - 1 : kept.length] = point;
    }
    arcs.forEach(function (arc) {
      const length = arc.line.length;
      for (let i = 0; i < length; i += 2) {
        const at = arc.isBackwards ? length - 2 - i : i;
        add(Math.round(arc.line[at] * view.scale - view.left), Math.round(arc.line[at + 1] * view.scale - view.top));
      }
    });
    const isOutOfSight = kept.reduce(function (sides, point) { return sides & point[2]; }, ALL_SIDES);
    return isOutOfSight ? "" : "M" + kept.map(function (point) { return point[0] + " " + point[1]; }).join("L");
  }

  function read(topology) {
    const lines = topology.arcs.map(function (steps) { return unpacked(steps, topology.transform.scale); });
    function arcs(numbers) {
      return numbers.map(function (number) { return { line: lines[number < 0 ? ~number : number], isBackwards: number < 0 }; });
    }
    const found = topology.objects;
    return { land: found.land.arcs.flat().map(arcs), border: found.borders.arcs.map(arcs), coast: found.coast.arcs.map(arcs) };
  }

  function draw(map, topology, pane) {
    const parts = Object.entries(read(topology)).map(function (part) {
      const drawn = document.createElementNS(SVG, "path");
      drawn.setAttribute("class", "st-" + part[0]);
      return { lines: part[1], drawn: drawn };
    });
    const picture = document.createElementNS(SVG, "svg");
    picture.append(...parts.map(function (part) { return part.drawn; }));
    const overlay = L.svgOverlay(picture, map.getBounds(), { pane: pane });

    function renew() {
      const seen = map.getBounds().pad(BEYOND), corner = map.getPixelOrigin();
      const box = L.bounds(map.latLngToLayerPoint(seen.getNorthWest()), map.latLngToLayerPoint(seen.getSouthEast()));
      const view = { box: box, scale: map.options.crs.scale(map.getZoom()), left: corner.x, top: corner.y };
      parts.forEach(function (part) {
        part.drawn.setAttribute("d", part.lines.map(function (line) { return path(line, view); }).join(""));
      });
      picture.setAttribute("viewBox", [box.min.x, box.min.y, box.getSize().x, box.getSize().y].join(" "));
      overlay.setBounds(seen);
    }
    overlay.addTo(map);
    map.on("moveend", renew);
    renew();
  }

  window.stegiOutline = { draw: draw };
})();
