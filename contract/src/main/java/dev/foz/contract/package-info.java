/**
 * The one set of typing rules: what a record may look like, which columns it makes, and how it is
 * turned into them. Pure code without input or output; depends on {@code base} alone.
 */
@NullMarked
package dev.foz.contract;

import org.jspecify.annotations.NullMarked;
