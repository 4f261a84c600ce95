/**
 * The LANISTR network (Ebrahimi, Arik, Dong, Pfister, arXiv:2305.16556): encoders, fusion, losses.
 * Knows neither Spark nor BigDL.
 */
package io.lanistr.network;
