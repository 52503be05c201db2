/**
 * One record as people see it, with a mark under what is wrong in it. Pure: bytes go in and lines
 * come out; knows nothing of a lake.
 */
@NullMarked
package dev.foz.app.record;

import org.jspecify.annotations.NullMarked;
