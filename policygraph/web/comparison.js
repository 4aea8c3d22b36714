// Only comfort: buttons that show one relation at a time. The page is complete without it.
(function () {
  var nav = document.querySelector("nav.filter");
  var words = document.body.dataset;
  var entries = Array.prototype.slice.call(document.querySelectorAll(".entry"));
  var groups = Array.prototype.slice.call(document.querySelectorAll(".group"));
  var topics = Array.prototype.slice.call(document.querySelectorAll("section.topic"));
  function show(relation) {
    entries.forEach(function (e) { e.classList.toggle("away", !!relation && e.dataset.relation !== relation); });
    groups.forEach(function (g) { g.classList.toggle("away", !g.querySelector(".entry:not(.away)")); });
    topics.forEach(function (t) { t.classList.toggle("away", !!t.querySelector(".group") && !t.querySelector(".group:not(.away)")); });
  }
  function button(text, act) {
    var b = document.createElement("button");
    b.type = "button";
    b.textContent = text;
    b.addEventListener("click", function () { act(b); });
    nav.appendChild(b);
    return b;
  }
  function press(b) {
    nav.querySelectorAll("[aria-pressed]").forEach(function (o) { o.setAttribute("aria-pressed", String(o === b)); });
  }
  button(words.all, function (b) { show(""); press(b); }).setAttribute("aria-pressed", "true");
  var seen = {};
  entries.forEach(function (e) {
    var relation = e.dataset.relation;
    if (seen[relation]) { return; }
    seen[relation] = true;
    button(e.querySelector(".badge").textContent, function (b) { show(relation); press(b); }).setAttribute("aria-pressed", "false");
  });
  button(words.open, function () {
    var all = document.querySelectorAll("details.evidence");
    var open = !(all[0] && all[0].open);
    all.forEach(function (d) { d.open = open; });
  });
  nav.hidden = false;
})();
