// Reads the region's outline (static/land): TopoJSON, whose lines are arcs put end to end, each of whole numbers.
(function () {
  "use strict";

  function unpacked(steps, scale) {
    let x = 0, y = 0;
    return steps.map(function (step) {
      x += step[0];
      y += step[1];
      return [y * scale[1], x * scale[0]]; // latitude first, as Leaflet has it
    });
  }

  function read(topology) {
    const arcs = topology.arcs.map(function (steps) { return unpacked(steps, topology.transform.scale); });
    function line(numbers) {
      return numbers.flatMap(function (number, i) {
        const arc = number < 0 ? arcs[~number].slice().reverse() : arcs[number];
        return i ? arc.slice(1) : arc;
      });
    }
    const found = topology.objects;
    return {
      land: found.land.arcs.map(function (rings) { return rings.map(line); }),
      coast: found.coast.arcs.map(line),
      borders: found.borders.arcs.map(line),
    };
  }

  window.stegiOutline = { read: read };
})();
