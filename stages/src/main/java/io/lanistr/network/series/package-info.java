/** Time-series transformer and masked time-series modelling. */
package io.lanistr.network.series;
