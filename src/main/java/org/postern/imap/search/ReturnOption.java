package org.postern.imap.search;

/** What SEARCH and SORT RETURN ask for (RFC 9051 6.4.4, RFC 4731, RFC 5182). */
public enum ReturnOption {
    MIN,
    MAX,
    ALL,
    COUNT,
    SAVE
}
