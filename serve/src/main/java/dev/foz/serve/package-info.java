/**
 * Answers questions about a lake: a query sees all its tables at one moment, named as in SQL. Reads
 * only; what may be read is what it is given.
 */
@NullMarked
package dev.foz.serve;

import org.jspecify.annotations.NullMarked;
