/** Runs the examples of README and docs, so that what they show is true. */
@NullMarked
package dev.foz.app.docs;

import org.jspecify.annotations.NullMarked;
