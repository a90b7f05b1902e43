"use strict";
(() => {
  const STEP = 50;
  const KINDS = { "已投保": "good", "核实中": "open", "未投保": "bare", "脱保": "bare" };
  const NONE_FOUND = "没有找到。没有列出的企业不表示没有投保，请换个写法再查。";
  const NONE_LISTED = "现在没有可以公布的企业。";
  const at = (id) => document.getElementById(id);
  const source = JSON.parse(at("data").textContent);
  const words = {};
  for (const [id, packed] of Object.entries(source.values)) words[id] = packed.split("\n");

  // A column of few different values holds each once, and their places by row.
  const value = (id, row) => words[id][source.places[id] ? source.places[id][row] : row];
  const plain = (text) => text.normalize("NFKC").toUpperCase().replace(/[\s()（）·,，、.。:：*_"'“”-]+/g, "");
  const rows = Array.from({ length: source.count }, (_, row) => row);
  const told = (id) => (id in words ? rows.map((row) => plain(value(id, row))) : []);
  const names = told("name");
  const codes = told("uscc");
  const filters = [...document.querySelectorAll("[data-filter]")];
  let found = rows;
  let shown = STEP;

  // A letter stands for itself and for every character whose pinyin begins with it.
  const pattern = (word) => new RegExp([...word].map((char) => {
    if (/[A-Z]/.test(char)) return "[" + char + (source.letters[char] || "") + "]";
    return char.replace(/[\\^$.*+?()[\]{}|\/]/g, "\\$&");
  }).join(""), "u");

  const fits = (word) => {
    const wanted = pattern(word);
    const coded = /\d/.test(word);
    return (row) => wanted.test(names[row] || "") || (coded && (codes[row] || "").includes(word));
  };

  const search = () => {
    const asked = at("q").value.split(/\s+/).map(plain).filter(Boolean);
    const tests = asked.map(fits);
    for (const filter of filters.filter((one) => one.value)) {
      const places = source.places[filter.id];
      const place = Number(filter.value);
      tests.push((row) => places[row] === place);
    }
    found = tests.length ? rows.filter((row) => tests.every((test) => test(row))) : rows;
    shown = STEP;
    show();
  };

  const cell = (row, { id, title }) => {
    const head = id === "name";
    const made = document.createElement(head ? "th" : "td");
    if (head) made.scope = "row";
    made.setAttribute("role", head ? "rowheader" : "cell");
    made.className = id;
    made.dataset.label = title;
    const text = value(id, row);
    if (id === "state") {
      const mark = document.createElement("span");
      mark.className = KINDS[text] || "";
      mark.textContent = text;
      made.append(mark);
    } else {
      made.textContent = text;
    }
    return made;
  };

  const line = (row) => {
    const made = document.createElement("tr");
    made.setAttribute("role", "row");
    made.append(...source.columns.map((column) => cell(row, column)));
    return made;
  };

  const number = (count) => count.toLocaleString("zh-CN");
  const show = (limit = shown) => {
    at("rows").replaceChildren(...found.slice(0, limit).map(line));
    at("table").hidden = !found.length;
    at("more").hidden = found.length <= limit;
    const part = found.length > limit ? `，显示前${number(limit)}家` : "";
    at("count").textContent = found.length
      ? `共${number(source.count)}家，符合条件的${number(found.length)}家${part}`
      : source.count ? NONE_FOUND : NONE_LISTED;
  };

  const heads = () => {
    for (const { id, title } of source.columns) {
      const made = document.createElement("th");
      made.scope = "col";
      made.setAttribute("role", "columnheader");
      made.className = id;
      made.textContent = title;
      at("heads").append(made);
    }
  };

  const choices = (filter) => {
    const counts = words[filter.id].map(() => 0);
    for (const place of source.places[filter.id]) counts[place] += 1;
    words[filter.id].forEach((text, place) => {
      if (counts[place]) filter.add(new Option(`${text || "未注明"}（${number(counts[place])}）`, place));
    });
  };

  heads();
  filters.forEach(choices);
  at("form").addEventListener("submit", (event) => event.preventDefault());
  at("form").addEventListener("input", search);
  at("form").addEventListener("reset", () => setTimeout(() => { search(); at("q").focus(); }));
  at("more").addEventListener("click", () => {
    const before = shown;
    shown += STEP;
    show();
    const next = at("rows").children[before];
    next.tabIndex = -1;
    next.focus();
  });
  addEventListener("beforeprint", () => show(found.length));
  addEventListener("afterprint", () => show());
  search();
})();
