// Draws the region's outline (static/land) under all else: TopoJSON, whose lines are arcs put end to end, each of whole
// numbers. Leaflet's own lines make an object of every point of an island and place it anew for each zoom, which took
// longer than all else on the map together; here only what is in sight is written, as the path of an SVG.
(function () {
  "use strict";

  const SVG = "http://www.w3.org/2000/svg";
  const BEYOND = 0.1; // of the map's size, on each side: for whoever drags it
  const NEXT = 2; // pixels: shorter steps are left out
  const ALL_SIDES = 15;

  // A world that is one wide and one high, as Mercator has it; y downwards.
  function placeX(degrees) { return 0.5 + degrees / 360; }
  function placeY(degrees) { return 0.5 - Math.log(Math.tan(Math.PI / 4 + degrees * Math.PI / 360)) / (2 * Math.PI); }

  // Where an arc begins and ends, and within which sides it lies; its points (x, y, x, y, …) once it is in sight.
  function unpacked(steps, scale) {
    let x = steps[0][0], y = steps[0][1], west = x, east = x, south = y, north = y;
    for (let i = 1; i < steps.length; i += 1) {
      x += steps[i][0];
      y += steps[i][1];
      if (x < west) { west = x; } else if (x > east) { east = x; }
      if (y < south) { south = y; } else if (y > north) { north = y; }
    }
    const ends = [placeX(steps[0][0] * scale[0]), placeY(steps[0][1] * scale[1]), placeX(x * scale[0]), placeY(y * scale[1])];
    const min = { x: placeX(west * scale[0]), y: placeY(north * scale[1]) };
    const max = { x: placeX(east * scale[0]), y: placeY(south * scale[1]) };
    let all = null;
    function points() {
      let x = 0, y = 0;
      all = all || Float64Array.from(steps.flatMap(function (step) {
        x += step[0];
        y += step[1];
        return [placeX(x * scale[0]), placeY(y * scale[1])];
      }));
      return all;
    }
    return { ends: ends, min: min, max: max, points: points };
  }

  // A bit for each side of the box beyond which a point lies.
  function beyond(box, x, y) {
    return (x < box.min.x ? 1 : 0) | (x > box.max.x ? 2 : 0) | (y < box.min.y ? 4 : 0) | (y > box.max.y ? 8 : 0);
  }

  function isBeyond(view, arc) {
    const box = view.box, left = view.left, top = view.top, scale = view.scale;
    return arc.max.x * scale - left < box.min.x || arc.min.x * scale - left > box.max.x
      || arc.max.y * scale - top < box.min.y || arc.min.y * scale - top > box.max.y;
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
    arcs.forEach(function (part) {
      const line = isBeyond(view, part.arc) ? part.arc.ends : part.arc.points();
      for (let i = 0; i < line.length; i += 2) {
        const at = part.isBackwards ? line.length - 2 - i : i;
        add(Math.round(line[at] * view.scale - view.left), Math.round(line[at + 1] * view.scale - view.top));
      }
    });
    const isOutOfSight = kept.reduce(function (sides, point) { return sides & point[2]; }, ALL_SIDES);
    return isOutOfSight ? "" : "M" + kept.map(function (point) { return point[0] + " " + point[1]; }).join("L");
  }

  function read(topology) {
    const all = topology.arcs.map(function (steps) { return unpacked(steps, topology.transform.scale); });
    function arcs(numbers) {
      return numbers.map(function (number) { return { arc: all[number < 0 ? ~number : number], isBackwards: number < 0 }; });
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
