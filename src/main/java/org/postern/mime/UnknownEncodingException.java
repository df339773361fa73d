package org.postern.mime;

import java.io.IOException;

/** The transfer encoding of a body is one that nobody here can decode (RFC 3516 UNKNOWN-CTE). */
public final class UnknownEncodingException extends IOException {
    private static final long serialVersionUID = 1L;

    public UnknownEncodingException(String encoding) {
        super("unknown transfer encoding " + encoding);
    }
}
