/** Saving what was fitted so that nothing is lost when saving fails. */
package io.lanistr.persistence;
