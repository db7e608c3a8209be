import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { PetList } from "./PetList.tsx";

const root = document.getElementById("root");
if (root) {
  createRoot(root).render(
    <StrictMode>
      <PetList />
    </StrictMode>,
  );
}
