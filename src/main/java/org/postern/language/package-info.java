/**
 * What protocols need to speak to people in their languages: tables of translations, and which language fits what a client
 * asks for. Which languages there are, each protocol says itself. Nothing here fails at run time: a table that is wrong is
 * found when its class is loaded, and a text without a translation stays in English.
 */
@NullMarked
package org.postern.language;

import org.jspecify.annotations.NullMarked;
