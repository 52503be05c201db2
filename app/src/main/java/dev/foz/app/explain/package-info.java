/**
 * What every code of a problem means, for {@code foz explain} and the docs. The texts are
 * resources, one file a code; tests see that none is missing and that their examples are real.
 */
@NullMarked
package dev.foz.app.explain;

import org.jspecify.annotations.NullMarked;
