/** What the tests of this module share. */
package io.lanistr.pipeline.testing;
