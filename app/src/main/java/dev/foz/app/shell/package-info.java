/**
 * The shell of {@code foz sql}: reads statements from a person, completes words, shows answers page
 * by page. {@link dev.foz.app.shell.TerminalInput} is the only user of JLine and is loaded only for
 * a person at a terminal.
 */
@NullMarked
package dev.foz.app.shell;

import org.jspecify.annotations.NullMarked;
