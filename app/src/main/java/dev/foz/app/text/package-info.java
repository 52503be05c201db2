/**
 * What people read on a terminal or in a pipe: tables of rows in several formats, sizes and times,
 * the progress of a run. Knows nothing of a lake.
 */
@NullMarked
package dev.foz.app.text;

import org.jspecify.annotations.NullMarked;
