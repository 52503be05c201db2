/**
 * Shows a run while it works: redrawn on a terminal, plain lines in a pipe, JSON when asked. Only
 * listens; decides nothing.
 */
@NullMarked
package dev.foz.app.progress;

import org.jspecify.annotations.NullMarked;
