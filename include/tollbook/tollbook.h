/* Tollbook's public interface. */
#ifndef TOLLBOOK_TOLLBOOK_H
#define TOLLBOOK_TOLLBOOK_H

#include "article.h"
#include "claim.h"
#include "document.h"
#include "engine.h"
#include "ledger.h"
#include "reckon.h"
#include "span.h"
#include "status.h"

#endif
