"""The figures of the work: how long each step takes, why offers come to nothing, which flats are lost. Pure.

A section of the page (`/figures`, its workbook and its paper) is made of three parts:

1. Here, a module of rules: plain rows and a day in, sums out; what is about fewer than five people is `None`
   (`maps.small_cells`, `maps.small_tables`). It knows neither words nor the database.
2. In `housing/services/figures/….py`, what loads the rows of `Asked`: its period, its centres, its day. A few queries,
   however many rows there are, and none for single rows.
3. In `housing/figure_sections/….py`, the words: a function `Session, Asked -> Told` that puts the sums into a picture
   (`Picture`, by `housing.gate_pictures`) and the tables that say the same (`Table`), and a `Section` around it.

Then the section is named in `housing.figure_sections.SECTIONS`, in the order of the page. Page, workbook (a sheet with
a chart for each table) and paper follow; who may not do what `Section.permission` says does not see it, and `Asked`
holds only the centres where they may. Where there is nothing to count, `Told` has no tables and `nothing` says so.
"""
