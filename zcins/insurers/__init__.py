"""What the insurers did: prevention money, claims, ledgers, and their yearly scorecard."""
