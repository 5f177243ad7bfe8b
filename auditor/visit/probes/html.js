// Gives the document as it stands now, up to a bound.
({ chars }) => dom.html(dom.root).slice(0, chars)
