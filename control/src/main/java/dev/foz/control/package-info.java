/**
 * Decides what runs when, and keeps the record of it: runs, their steps, progress and cancellation.
 * Holds no rows and knows no stage; the composition root hands it tasks.
 */
@NullMarked
package dev.foz.control;

import org.jspecify.annotations.NullMarked;
