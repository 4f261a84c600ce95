/** What the tests of this module share: one Spark session and the contract of pipeline stages. */
package io.lanistr.testing;
