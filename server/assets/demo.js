// What a shop system does: tells the tag which order its page thanks for.
window.afterword = window.afterword || function () { (afterword.q = afterword.q || []).push(arguments); };
afterword("order", JSON.parse(document.getElementById("order").textContent));
