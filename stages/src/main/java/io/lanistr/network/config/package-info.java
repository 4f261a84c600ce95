/** What a network is made of: immutable records and their JSON form. */
package io.lanistr.network.config;
