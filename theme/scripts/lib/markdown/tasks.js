/* Task lists: `- [ ] 要做` and `- [x] 做了`. Mirrors generator/courselib/syntax/markdown/tasks.py. */

const BOXES = { "[ ] ": false, "[x] ": true, "[X] ": true };

function addClass(token, name) {
  token.attrSet("class", name);
}

function mark(Token, item, inline, list) {
  const first = inline.children && inline.children[0];
  const begin = first && first.type === "text" ? first.content.slice(0, 4) : "";
  if (!Object.prototype.hasOwnProperty.call(BOXES, begin)) {
    return;
  }
  const box = new Token("task_box", "input", 0);
  box.attrSet("type", "checkbox");
  box.attrSet("disabled", "");
  box.attrSet("aria-label", BOXES[begin] ? "已完成" : "未完成");
  if (BOXES[begin]) {
    box.attrSet("checked", "");
  }
  first.content = first.content.slice(3);
  inline.children.unshift(box);
  addClass(item, "task-list-item");
  addClass(list, "task-list");
}

/* Put a box before each item of a list that begins with one. */
export function tasks(state) {
  const tokens = state.tokens;
  const lists = [];
  tokens.forEach(function (token, index) {
    if (token.type === "bullet_list_open" || token.type === "ordered_list_open") {
      lists.push(token);
    } else if (token.type === "bullet_list_close" || token.type === "ordered_list_close") {
      lists.pop();
    } else if (token.type === "list_item_open" && index + 2 < tokens.length && tokens[index + 1].type === "paragraph_open") {
      mark(state.Token, token, tokens[index + 2], lists[lists.length - 1]);
    }
  });
}
