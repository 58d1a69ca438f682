// The body map over its own list: the check boxes are what is sent, the drawing only shows them.
(function () {
  "use strict";
  var map = document.querySelector("[data-map]"), list = document.querySelector("[data-list]");
  if (!map || !list) return;
  var boxes = {}, order = [];
  list.querySelectorAll("input[type=checkbox]").forEach(function (box) {
    var parts = box.value.split(":");
    boxes[box.value] = box;
    if (order.indexOf(parts[0]) < 0) order.push(parts[0]);
  });
  var words = {};
  map.querySelectorAll("input[name=paint]").forEach(function (one) {
    words[one.value] = one.parentNode.textContent.trim();
  });
  function paint() { return map.querySelector("input[name=paint]:checked").value; }
  function nameOf(zone) {
    var box = boxes[order[0] + ":" + zone];
    return box ? box.parentNode.textContent.trim().replace(/\s+/g, " ") : zone;
  }
  function painted(zone) {
    return order.filter(function (one) {
      var box = boxes[one + ":" + zone];
      return box && box.checked;
    });
  }
  var zones = Array.prototype.slice.call(map.querySelectorAll("[data-zone]"));
  function draw(element) {
    var zone = element.getAttribute("data-zone"), on = painted(zone), now = paint();
    var shown = on.indexOf(now) >= 0 ? now : on[on.length - 1];
    element.setAttribute("class", "zone" + (shown ? " is-" + shown : ""));
    element.setAttribute("aria-checked", on.indexOf(now) >= 0 ? "true" : "false");
  }
  function say() {
    map.querySelector("[data-painted]").textContent = order.map(function (one) {
      var there = zones.map(function (z) { return z.getAttribute("data-zone"); }).filter(function (z) {
        return boxes[one + ":" + z] && boxes[one + ":" + z].checked;
      });
      return there.length ? words[one] + ": " + there.map(nameOf).join(", ") + ". " : "";
    }).join("");
  }
  function drawAll() { zones.forEach(draw); say(); }
  function set(element, value) {
    var box = boxes[paint() + ":" + element.getAttribute("data-zone")];
    if (!box) return;
    box.checked = value;
    draw(element);
    say();
  }
  function isOn(element) { return element.getAttribute("aria-checked") === "true"; }
  function show(part) {
    map.querySelectorAll("[data-view]").forEach(function (one) {
      one.hidden = one.getAttribute("data-view") !== part;
    });
    map.querySelectorAll("[data-show]").forEach(function (one) {
      one.setAttribute("aria-pressed", one.getAttribute("data-show") === part ? "true" : "false");
    });
    map.querySelectorAll("[data-sides]").forEach(function (one) {
      one.hidden = (one.getAttribute("data-sides") === "front") !== (part === "front");
    });
  }
  zones.forEach(function (element) {
    element.setAttribute("role", "checkbox");
    element.setAttribute("tabindex", "0");
    element.setAttribute("aria-label", nameOf(element.getAttribute("data-zone")));
  });
  // A mouse may be drawn over several places; a finger touches one, so that the page still scrolls.
  var dragged = null, isDone = false;
  map.addEventListener("pointerdown", function (event) {
    var element = event.target.closest("[data-zone]");
    isDone = Boolean(element) && event.pointerType === "mouse";
    if (!isDone) return;
    dragged = !isOn(element);
    set(element, dragged);
  });
  map.addEventListener("pointerover", function (event) {
    var element = event.target.closest("[data-zone]");
    if (element && dragged !== null && event.buttons === 1) set(element, dragged);
  });
  document.addEventListener("pointerup", function () { dragged = null; });
  map.addEventListener("click", function (event) {
    var element = event.target.closest("[data-zone]"), link = event.target.closest("[data-to]");
    if (element && !isDone) set(element, !isOn(element));
    isDone = false;
    if (link) show(link.getAttribute("data-to") === "soles" ? "feet" : "hands");
    var button = event.target.closest("[data-show]");
    if (button) show(button.getAttribute("data-show"));
  });
  map.addEventListener("keydown", function (event) {
    var element = event.target.closest("[data-zone]");
    if (!element || (event.key !== " " && event.key !== "Enter")) return;
    event.preventDefault();
    set(element, !isOn(element));
  });
  map.querySelectorAll("input[name=paint]").forEach(function (one) {
    one.addEventListener("change", drawAll);
  });
  list.addEventListener("change", drawAll);
  map.hidden = false;
  list.open = false;
  drawAll();
})();
