/**
 * An open lake: its parts put together by hand, and the tasks that its folder asks for. Commands
 * work on this; it knows no terminal.
 */
@NullMarked
package dev.foz.app.lake;

import org.jspecify.annotations.NullMarked;
