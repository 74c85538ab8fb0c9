// libedit's variadic calls with fixed types, so that Swift can make them, and the few C
// names (standard streams, wcwidth) that Swift cannot reach. Nothing here holds state.
#ifndef CLIBEDIT_SHIM_H
#define CLIBEDIT_SHIM_H

#include <histedit.h>
#include <locale.h>
#include <stdio.h>
#include <wchar.h>

// Declared by wchar.h only with feature macros that a module map cannot set.
int wcwidth(wchar_t character);

typedef unsigned char (*libedit_function)(EditLine *, wint_t);
typedef char *(*libedit_prompt)(EditLine *);

static inline EditLine *libedit_open(const char *program) {
  return el_init(program, stdin, stdout, stderr);
}
static inline int libedit_set_number(EditLine *editor, int operation, int value) {
  return el_set(editor, operation, value);
}
static inline int libedit_refresh(EditLine *editor) { return el_set(editor, EL_REFRESH); }
static inline int libedit_set_prompt(EditLine *editor, libedit_prompt prompt, char delimiter) {
  return el_set(editor, EL_PROMPT_ESC, prompt, delimiter);
}
static inline int libedit_set_reader(EditLine *editor, el_rfunc_t reader) {
  return el_set(editor, EL_GETCFN, reader);
}
static inline int libedit_set_owner(EditLine *editor, void *owner) {
  return el_set(editor, EL_CLIENTDATA, owner);
}
static inline void *libedit_owner(EditLine *editor) {
  void *owner = NULL;
  el_get(editor, EL_CLIENTDATA, &owner);
  return owner;
}
static inline int libedit_add_function(
    EditLine *editor, const char *name, const char *help, libedit_function function) {
  return el_set(editor, EL_ADDFN, name, help, function);
}
static inline int libedit_bind(EditLine *editor, const char *key, const char *command) {
  return el_set(editor, EL_BIND, key, command, NULL);
}
static inline int libedit_bind_in_vi_commands(
    EditLine *editor, const char *key, const char *command) {
  return el_set(editor, EL_BIND, "-a", key, command, NULL);
}
static inline int libedit_set_terminal_mode(
    EditLine *editor, const char *mode, const char *flag) {
  return el_set(editor, EL_SETTY, mode, flag, NULL);
}
static inline int libedit_set_history(EditLine *editor, HistoryW *history) {
  return el_wset(editor, EL_HIST, history_w, history);
}
static inline int libedit_set_keys(EditLine *editor, const char *name) {
  return el_set(editor, EL_EDITOR, name);
}
static inline const char *libedit_keys(EditLine *editor) {
  const char *name = NULL;
  el_get(editor, EL_EDITOR, &name);
  return name;
}
static inline const char *libedit_capability(EditLine *editor, const char *name) {
  char *text = NULL;
  return el_get(editor, EL_GETTC, name, &text) == 0 ? text : NULL;
}
static inline int libedit_remove_capability(EditLine *editor, const char *name) {
  return el_set(editor, EL_SETTC, name, "", NULL);
}
static inline int libedit_history_number(HistoryW *history, int operation, int value) {
  HistEventW event;
  return history_w(history, &event, operation, value);
}
static inline int libedit_history_enter(HistoryW *history, const wchar_t *line) {
  HistEventW event;
  return history_w(history, &event, H_ENTER, line);
}
static inline void libedit_write(const char *bytes, size_t count) {
  fwrite(bytes, 1, count, stdout);
  fflush(stdout);
}

#endif
