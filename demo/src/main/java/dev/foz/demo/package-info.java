/**
 * The demo lake: a lake folder with invented Brazilian invoices, made on the spot and the same for
 * the same options. Writes text files only and knows nothing of how Foz reads them.
 */
@NullMarked
package dev.foz.demo;

import org.jspecify.annotations.NullMarked;
