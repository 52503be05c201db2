/**
 * The composition root: the command line, and the one place that puts the parts of Foz together.
 * May use every module; no module may use it.
 */
@NullMarked
package dev.foz.app;

import org.jspecify.annotations.NullMarked;
