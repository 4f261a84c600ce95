/** TabNet: encoder, decoder and masked feature modelling (Arik and Pfister, arXiv:1908.07442). */
package io.lanistr.network.table;
