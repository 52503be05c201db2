/**
 * Makes the curated and refined layers: the last state of every source table, and the tables of SQL
 * models, in the order that their SQL implies. Plans and asks; engines compute, the catalogue
 * commits.
 */
@NullMarked
package dev.foz.transform;

import org.jspecify.annotations.NullMarked;
