/**
 * Words that every part of Foz shares: names, problems and errors, types of columns, sizes, ids and
 * progress. Depends on nothing; holds no behaviour of any stage.
 */
@NullMarked
package dev.foz.base;

import org.jspecify.annotations.NullMarked;
